import { storedBound } from '../storage/keys';
import type { CollectionInfo } from '../storage/catalog';
import type { IndexInfo } from '../storage/indexInfo';
import { indexRange } from '../storage/keyspace';
import type { KeyRange } from '../storage/Store';
import { type Bound, type Interval, increment, intersect, intervalsOf, position, wholeRange } from './bounds';
import { type Filter, conjuncts } from './filter';

/** More ranges than this are not worth the seeks; the scan is then bounded by fewer fields. */
const mostRanges = 2000;

/** For each field of an index, where its matches lie. */
export type IndexBounds = readonly (readonly Interval[])[];

/** The bounds a filter sets on an index's fields; a field it says nothing about is unbounded. */
export function boundsOf(index: IndexInfo, filter: Filter): IndexBounds {
  const usedArrays = new Set<string>();
  return index.fields.map(({ path, parts }, i) => {
    const traits = { multikey: index.flags.multikey[i] === true, holdsUndefined: index.flags.holdsUndefined };
    // A name that can be a position leads a filter to other places than the index.
    if (parts.some((part) => /^\d+$/.test(part))) return [wholeRange];
    const root = parts[0] ?? '';
    // Conditions on two fields of one array may be met by different elements.
    if (traits.multikey && usedArrays.has(root)) return [wholeRange];
    const found = predicatesOn(path, filter).flatMap((predicate) => {
      const intervals = intervalsOf(predicate, traits);
      return intervals === null ? [] : [intervals];
    });
    if (found.length === 0) return [wholeRange];
    if (traits.multikey) usedArrays.add(root);
    return traits.multikey ? narrowest(found) : found.reduce(intersect);
  });
}

function predicatesOn(path: string, filter: Filter): Parameters<typeof intervalsOf>[0][] {
  return conjuncts(filter).flatMap((part) => {
    if (part.kind !== 'field') return [];
    if (part.path === path) return [part.predicate];
    if (part.predicate.op === 'elemMatchObject' && path.startsWith(`${part.path}.`)) {
      return predicatesOn(path.slice(part.path.length + 1), part.predicate.filter);
    }
    return [];
  });
}

/** Conditions on an array cannot be joined, because different elements may meet them. */
function narrowest(lists: readonly Interval[][]): Interval[] {
  const points = lists.filter((list) => list.every(({ isPoint }) => isPoint));
  return [...(points.length > 0 ? points : lists)].sort((a, b) => a.length - b.length)[0] ?? [wholeRange];
}

/** True for bounds that leave a field open. */
export function isWhole(intervals: readonly Interval[]): boolean {
  return intervals.length === 1 && intervals[0] === wholeRange;
}

/** The one point a field is bound to, or null. */
export function onlyPoint(intervals: readonly Interval[] | undefined): Interval | null {
  const [only] = intervals ?? [];
  return intervals?.length === 1 && only?.isPoint === true ? only : null;
}

/** The ranges of stored keys that bounds stand for: points for the first fields, then one list of intervals. */
export function keyRanges(info: CollectionInfo, index: IndexInfo, bounds: IndexBounds): KeyRange[] {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let ranges: { low: Buffer; high: Buffer }[] = [{ low: Buffer.alloc(0), high: Buffer.of(0xff) }];
  for (const [i, intervals] of bounds.entries()) {
    if (isWhole(intervals) || prefixes.length * intervals.length > mostRanges) break;
    const descending = index.fields[i]?.descending === true;
    const directed = intervals.map((interval) => directedRange(interval, descending));
    if (descending) directed.reverse();
    ranges = prefixes.flatMap((prefix) =>
      directed.map(({ low, high }) => ({
        low: Buffer.concat([prefix, low]),
        high: Buffer.concat([prefix, high]),
      })),
    );
    if (!intervals.every(({ isPoint }) => isPoint)) break;
    prefixes = ranges.map(({ low }) => low);
  }
  return ranges.map(({ low, high }) => {
    const cut = storedBound(high);
    return indexRange(info.id, index.id, storedBound(low), cut.length < high.length ? increment(cut) : high);
  });
}

/** A field's interval as its keys are stored: those of a descending field are complemented. */
export function directedRange({ low, high }: Interval, descending: boolean): { low: Buffer; high: Buffer } {
  if (!descending) return { low: position(low), high: position(high) };
  return { low: position(mirrored(high)), high: position(mirrored(low)) };
}

function mirrored({ prefix, after }: Bound): Bound {
  return { prefix: Buffer.from(prefix.map((byte) => ~byte)), after: !after };
}

/** Ranges in order, those that touch or overlap joined. */
export function unionRanges(ranges: readonly KeyRange[]): KeyRange[] {
  const sorted = [...ranges].sort((a, b) => Buffer.compare(a.low, b.low));
  const joined: KeyRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last === undefined || Buffer.compare(last.high, range.low) < 0) joined.push(range);
    else if (Buffer.compare(range.high, last.high) > 0)
      joined[joined.length - 1] = { low: last.low, high: range.high };
  }
  return joined;
}
