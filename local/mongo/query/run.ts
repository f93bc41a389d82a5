import { decodeDocument } from '../bson/decode';
import type { Doc } from '../bson/values';
import { MongoError } from '../errors';
import type { Server } from '../Server';
import type { CollectionInfo } from '../storage/catalog';
import { recordIdOf, recordRange } from '../storage/keyspace';
import type { Store } from '../storage/Store';
import { type MatchDetails, compileFilter } from './matcher';
import { type IndexScan, type Plan, isSorted } from './plan';
import { type PlanRequest, choosePlan } from './planner';
import { sortBy } from './sort';
import { entriesOf, merged } from './streams';

/** A query on one collection. */
export interface Query extends PlanRequest {
  readonly skip?: number;
  /** 0 or absent for all. */
  readonly limit?: number;
  /** When to give up, in milliseconds since 1970; absent for never. */
  readonly deadline?: number | undefined;
  /** True when positions in arrays are needed, for `$`. */
  readonly positional?: boolean;
}

/** A document that matches. */
export interface Found {
  readonly recordId: number;
  readonly bytes: Buffer;
  readonly doc: Doc;
  readonly details: MatchDetails | null;
}

/** What a query has cost so far. */
export interface QueryStats {
  keysExamined: number;
  docsExamined: number;
}

type Reader = Pick<Server, 'store' | 'records'>;

function checkDeadline(deadline: number): void {
  if (Date.now() > deadline) throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
}

/** A query that is read bit by bit. */
export interface OpenQuery {
  readonly found: Iterable<Found>;
  /** False once the collection or an index that is read from has been dropped. */
  readonly isAlive: () => boolean;
}

/** Plans a query whose results may be asked for over a longer time. */
export function openQuery(server: Server, info: CollectionInfo, query: Query): OpenQuery {
  const plan = choosePlan(server.store, info, query);
  const used =
    plan.kind === 'index'
      ? [plan.index.id]
      : plan.kind === 'or'
        ? plan.plans.map(({ index }) => index.id)
        : [];
  return {
    found: runPlan(server, info, query, plan, { keysExamined: 0, docsExamined: 0 }),
    isAlive: () => {
      const now = server.catalog
        .reading()
        .all()
        .find(({ id }) => id === info.id);
      return now !== undefined && used.every((id) => now.indexes.some((index) => index.id === id));
    },
  };
}

/** The documents that match, in order, read as they are asked for. */
export function findRecords(server: Reader, info: CollectionInfo, query: Query): Iterable<Found> {
  return runPlan(server, info, query, choosePlan(server.store, info, query), {
    keysExamined: 0,
    docsExamined: 0,
  });
}

/** The same by a given plan, with the cost counted in `stats`. */
export function* runPlan(
  server: Reader,
  info: CollectionInfo,
  query: Query,
  plan: Plan,
  stats: QueryStats,
): Generator<Found> {
  const { sort, skip = 0, limit = 0 } = query;
  let found: Iterable<Found> = matching(server, info, query, plan, stats);
  if (sort !== null && sort.fields.length > 0 && !isSorted(plan)) {
    found = sortBy(found, ({ doc }) => sort.keyOf(doc), limit > 0 ? skip + limit : Infinity);
  }
  let count = 0;
  for (const record of found) {
    count += 1;
    if (count > skip) yield record;
    if (limit > 0 && count >= skip + limit) return;
  }
}

function* matching(
  server: Reader,
  info: CollectionInfo,
  query: Query,
  plan: Plan,
  stats: QueryStats,
): Generator<Found> {
  const matches = compileFilter(query.filter);
  for (const { recordId, bytes } of candidates(server, info, plan, stats)) {
    const doc = decodeDocument(bytes);
    doc.raw = bytes;
    stats.docsExamined += 1;
    if (query.deadline !== undefined && stats.docsExamined % 128 === 0) checkDeadline(query.deadline);
    const details: MatchDetails | null = query.positional === true ? { position: null } : null;
    if (matches(doc, details ?? undefined)) yield { recordId, bytes, doc, details };
  }
}

function* candidates(
  server: Reader,
  info: CollectionInfo,
  plan: Plan,
  stats: QueryStats,
): Generator<{ recordId: number; bytes: Buffer }> {
  if (plan.kind === 'collection') {
    for (const { key, value } of server.store.scan(recordRange(info.id), plan.reverse)) {
      yield { recordId: recordIdOf(key), bytes: value };
    }
    return;
  }
  if (plan.kind === 'nothing') return;
  const scans = plan.kind === 'or' ? plan.plans : [plan];
  // A document has one entry in an index unless an array gave it several.
  const isRepeating = scans.length > 1 || scans.some(({ index }) => index.flags.multikey.includes(true));
  const seen = isRepeating ? new Set<number>() : null;
  for (const scan of scans) {
    for (const recordId of recordIds(server.store, scan, stats)) {
      if (seen?.has(recordId) === true) continue;
      seen?.add(recordId);
      const bytes = server.records.get(info, recordId);
      // A record can go between the reading of its entry and its own, while a cursor rests.
      if (bytes !== undefined) yield { recordId, bytes };
    }
  }
}

function* recordIds(store: Store, plan: IndexScan, stats: QueryStats): Generator<number> {
  const { ranges, streams, reverse } = plan;
  const entries = streams.length > 1 ? merged(store, streams, reverse) : entriesOf(store, ranges, reverse);
  for (const { key } of entries) {
    stats.keysExamined += 1;
    yield recordIdOf(key);
  }
}
