import type { IndexInfo } from '../storage/indexInfo';
import type { KeyRange } from '../storage/Store';
import type { IndexBounds } from './indexRanges';
import type { IndexStream } from './streams';

/** How the candidates of a query are reached. */
export type Plan = CollectionScan | IndexScan | Alternatives | Nothing;

/** Every record, in the order of insertion. */
export interface CollectionScan {
  readonly kind: 'collection';
  readonly reverse: boolean;
}

/** The entries of an index between bounds. */
export interface IndexScan {
  readonly kind: 'index';
  readonly index: IndexInfo;
  /** Disjoint and in ascending order. */
  readonly ranges: readonly KeyRange[];
  /** Parts of the ranges that must be merged to come in the order asked for; empty where they lie in it. */
  readonly streams: readonly IndexStream[];
  readonly reverse: boolean;
  /** True when the entries come in the order that was asked for. */
  readonly sorted: boolean;
  /** The bounds of each field; of several sets of bounds the first, for explain. */
  readonly bounds: IndexBounds;
}

/** The branches of an `$or`, each by an index of its own. */
export interface Alternatives {
  readonly kind: 'or';
  readonly plans: readonly IndexScan[];
}

/** No candidates at all, because the collection does not exist. */
export interface Nothing {
  readonly kind: 'nothing';
}

/** True when a plan gives its candidates in the order asked for. */
export function isSorted(plan: Plan): boolean {
  return plan.kind === 'index' && plan.sorted;
}
