import type { CollectionInfo } from '../storage/catalog';
import type { IndexInfo } from '../storage/indexInfo';
import { encodedValuesOf } from '../storage/keyspace';
import type { Entry, KeyRange, Store } from '../storage/Store';
import type { Interval } from './bounds';
import { type IndexBounds, directedRange, keyRanges, unionRanges } from './indexRanges';

/** mongod opens at most this many scans side by side (internalQueryMaxScansToExplode). */
const mostStreams = 200;

/** Entries of an index that begin with the same values, so that what follows these puts them in order. */
export interface IndexStream {
  /** Bytes of the encoded values that all entries have in common. */
  readonly prefixLength: number;
  /** Disjoint and in ascending order. */
  readonly ranges: readonly KeyRange[];
  readonly bounds: IndexBounds;
}

/**
 * Takes bounds apart by the values of the first `fields` fields, which must be points. Null when that makes
 * more streams than are worth opening.
 */
export function streamsOf(
  info: CollectionInfo,
  index: IndexInfo,
  sets: readonly IndexBounds[],
  fields: number,
): IndexStream[] | null {
  const streams = new Map<string, IndexStream>();
  for (const bounds of sets) {
    const total = bounds.slice(0, fields).reduce((product, points) => product * points.length, 1);
    if (total > mostStreams) return null;
    for (const points of combinations(bounds.slice(0, fields))) {
      const prefix = Buffer.concat(
        points.map((one, i) => directedRange(one, index.fields[i]?.descending === true).low),
      );
      const exact = [...points.map((one) => [one]), ...bounds.slice(fields)];
      const key = prefix.toString('latin1');
      const { ranges, bounds: others } = streams.get(key) ?? { ranges: [], bounds: null };
      streams.set(key, {
        prefixLength: prefix.length,
        ranges: unionRanges([...ranges, ...keyRanges(info, index, exact)]),
        bounds: others === null ? exact : joined(others, exact, fields),
      });
    }
  }
  return streams.size > mostStreams ? null : [...streams.values()];
}

function joined(a: IndexBounds, b: IndexBounds, fields: number): IndexBounds {
  return a.map((intervals, i) => (i < fields ? intervals : [...intervals, ...(b[i] ?? [])]));
}

function combinations(lists: IndexBounds): Interval[][] {
  return lists.reduce<Interval[][]>(
    (found, list) => found.flatMap((row) => list.map((one) => [...row, one])),
    [[]],
  );
}

/** A stream that is being read, and the entry it has come to. */
interface Head {
  readonly rank: Buffer;
  readonly entry: Entry;
  readonly stream: IndexStream;
  readonly rest: Iterator<Entry>;
}

/** The entries of several streams in the order of what follows their prefixes. */
export function* merged(store: Store, streams: readonly IndexStream[], reverse: boolean): Generator<Entry> {
  const heads: Head[] = [];
  const advance = (stream: IndexStream, rest: Iterator<Entry>): void => {
    const next = rest.next();
    if (next.done === true) return;
    const rank = encodedValuesOf(next.value.key).subarray(stream.prefixLength);
    heads.splice(place(heads, rank, reverse), 0, { rank, entry: next.value, stream, rest });
  };
  for (const stream of streams) advance(stream, entriesOf(store, stream.ranges, reverse));
  for (let head = heads.shift(); head !== undefined; head = heads.shift()) {
    yield head.entry;
    advance(head.stream, head.rest);
  }
}

/** Where a rank belongs among the heads: behind those that are equal. */
function place(heads: readonly Head[], rank: Buffer, reverse: boolean): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = Buffer.compare(heads[middle]?.rank ?? rank, rank);
    if ((reverse ? -order : order) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The entries of ranges that lie in ascending order, or all of them backwards. */
export function* entriesOf(store: Store, ranges: readonly KeyRange[], reverse: boolean): Generator<Entry> {
  for (const range of reverse ? [...ranges].reverse() : ranges) yield* store.scan(range, reverse);
}
