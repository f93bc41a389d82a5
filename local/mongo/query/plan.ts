import type { KeyRange } from '../storage/Store';
import type { IndexInfo } from '../storage/indexInfo';

/** How the candidates of a query are reached. */
export type Plan = CollectionScan | IndexScan;

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
  readonly reverse: boolean;
  /** True when the entries come in the order that was asked for. */
  readonly sorted: boolean;
  /** The bounds of each field as explain shows them. */
  readonly bounds: ReadonlyMap<string, readonly string[]>;
}
