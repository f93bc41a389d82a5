import type { IndexInfo } from '../storage/indexInfo';
import { type IndexBounds, onlyPoint } from './indexRanges';
import type { Sort } from './sort';

/** How an index gives a sort's order. */
export interface IndexOrder {
  readonly backward: boolean;
  /**
   * Number of first fields that have several values each: only the entries that agree in these are in order,
   * and the groups of them have to be merged. 0 when the entries are in order as they lie.
   */
  readonly prefix: number;
}

/** How the entries within bounds give a sort's order, or null when they do not. */
export function indexOrder(index: IndexInfo, sets: readonly IndexBounds[], sort: Sort): IndexOrder | null {
  if (index.flags.longKeys) return null;
  const fields = fieldsOf(index, sets);
  let at = 0;
  let prefix = 0;
  let backward: boolean | null = null;
  for (const { path, descending } of sort.fields) {
    while (fields[at] !== undefined && fields[at]?.path !== path && fields[at]?.isFixed === true) at += 1;
    while (backward === null && fields[at] !== undefined && fields[at]?.path !== path) {
      if (fields[at]?.isPoints !== true) break;
      at += 1;
      if (fields[at - 1]?.isFixed !== true) prefix = at;
    }
    const indexed = fields[at];
    if (indexed?.path !== path) {
      // A field that has one value only, and was passed already, orders nothing.
      const passed = fields.slice(0, at).find((field) => field.path === path);
      if (passed?.isFixed === true && !passed.isMultikey) continue;
      return null;
    }
    if (indexed.isMultikey) return null;
    if (!indexed.isFixed) {
      const isBackward = indexed.descending !== descending;
      if (backward !== null && backward !== isBackward) return null;
      backward = isBackward;
    }
    at += 1;
  }
  return { backward: backward === true, prefix };
}

interface IndexedField {
  readonly path: string;
  readonly descending: boolean;
  readonly isMultikey: boolean;
  /** True when all entries within the bounds have the same value. */
  readonly isFixed: boolean;
  /** True when the bounds are single values. */
  readonly isPoints: boolean;
}

function fieldsOf({ fields, flags }: IndexInfo, sets: readonly IndexBounds[]): IndexedField[] {
  return fields.map(({ path, descending }, i) => {
    const points = sets.map((bounds) => onlyPoint(bounds[i]));
    const [first] = points;
    return {
      path,
      descending,
      isMultikey: flags.multikey[i] === true,
      isFixed: points.every((one) => one != null && first != null && one.low.prefix.equals(first.low.prefix)),
      isPoints: sets.every((bounds) => bounds[i]?.every(({ isPoint }) => isPoint) === true),
    };
  });
}
