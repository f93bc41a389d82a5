import { Doc, type MaybeValue, type Value } from '../bson/values';
import type { Environment, Expression } from '../aggregate/expression';
import type { MatchDetails } from './matcher';

/** What a projection does at one field. */
export type ProjectionLeaf =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'computed'; readonly expression: Expression }
  | {
      readonly kind: 'transform';
      readonly apply: (value: Value, details: MatchDetails | null) => MaybeValue;
    };

/** Fields of a projection by name. */
export type ProjectionNode = Map<string, ProjectionLeaf | ProjectionNode>;

/** A parsed projection. */
export interface Projection {
  readonly mode: 'inclusion' | 'exclusion';
  readonly root: ProjectionNode;
  /** True when it needs to know where the filter matched. */
  readonly positional: boolean;
}

/** The part of a document that a projection shows. */
export function project(
  projection: Projection,
  doc: Doc,
  variables: ReadonlyMap<string, MaybeValue>,
  details: MatchDetails | null = null,
): Doc {
  const walk = new Walk(projection.mode, { root: doc, variables }, details);
  return walk.document(projection.root, doc);
}

class Walk {
  constructor(
    private readonly mode: Projection['mode'],
    private readonly environment: Environment,
    private readonly details: MatchDetails | null,
  ) {}

  document(node: ProjectionNode, doc: Doc): Doc {
    const result = new Doc();
    for (const [name, value] of doc) {
      const shown = this.field(node.get(name), value);
      if (shown !== undefined) result.set(name, shown);
    }
    this.compute(node, doc, result);
    return result;
  }

  private field(rule: ProjectionLeaf | ProjectionNode | undefined, value: Value): MaybeValue {
    if (rule === undefined) return this.mode === 'exclusion' ? value : undefined;
    if (rule instanceof Map) return this.nested(rule, value);
    switch (rule.kind) {
      case 'include':
        return value;
      case 'transform':
        return rule.apply(value, this.details);
      case 'exclude':
        return undefined;
      case 'computed':
        // Replaced below; in an exclusion the field keeps its place.
        return this.mode === 'exclusion' ? value : undefined;
    }
  }

  private nested(node: ProjectionNode, value: Value): MaybeValue {
    if (value instanceof Doc) return this.document(node, value);
    if (Array.isArray(value)) {
      return value.flatMap((element): Value[] => {
        const shown = this.nested(node, element);
        return shown === undefined ? [] : [shown];
      });
    }
    if (hasComputed(node)) return this.document(node, new Doc());
    return this.mode === 'exclusion' ? value : undefined;
  }

  private compute(node: ProjectionNode, doc: Doc, result: Doc): void {
    for (const [name, rule] of node) {
      if (rule instanceof Map) {
        if (!doc.has(name) && hasComputed(rule)) result.set(name, this.document(rule, new Doc()));
      } else if (rule.kind === 'computed') {
        const value = rule.expression(this.environment);
        if (value === undefined) result.delete(name);
        else result.set(name, value);
      }
    }
  }
}

function hasComputed(node: ProjectionNode): boolean {
  return [...node.values()].some((rule) =>
    rule instanceof Map ? hasComputed(rule) : rule.kind === 'computed',
  );
}
