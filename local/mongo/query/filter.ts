import type { Doc, Regex, Value } from '../bson/values';

/** How a comparison operator orders a field's value and its operand. */
export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** A condition on one field. */
export type Predicate =
  | { readonly op: Comparison; readonly value: Value }
  | { readonly op: 'in'; readonly values: readonly Value[]; readonly patterns: readonly Regex[] }
  | { readonly op: 'not'; readonly predicates: readonly Predicate[] }
  | { readonly op: 'exists' }
  | { readonly op: 'type'; readonly types: ReadonlySet<number> }
  | { readonly op: 'regex'; readonly pattern: Regex; readonly expression: RegExp }
  | { readonly op: 'mod'; readonly divisor: bigint; readonly remainder: bigint }
  | { readonly op: 'size'; readonly size: number }
  | { readonly op: 'all'; readonly predicates: readonly Predicate[] }
  | { readonly op: 'elemMatchObject'; readonly filter: Filter }
  | { readonly op: 'elemMatchValue'; readonly predicates: readonly Predicate[] }
  | {
      readonly op: 'bits';
      readonly mode: 'allSet' | 'allClear' | 'anySet' | 'anyClear';
      readonly mask: bigint;
    };

/** A parsed query filter. */
export type Filter =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly filters: readonly Filter[] }
  | {
      readonly kind: 'field';
      readonly path: string;
      readonly parts: readonly string[];
      readonly predicate: Predicate;
    }
  | { readonly kind: 'expr'; readonly test: (doc: Doc) => boolean }
  | { readonly kind: 'constant'; readonly value: boolean };

/** The filter that every document matches. */
export const everything: Filter = { kind: 'and', filters: [] };

/** The filters that must all hold, with nested `and`s laid flat. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter];
}
