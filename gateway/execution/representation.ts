import type { GraphQLSchema } from 'graphql';
import { mergeData } from './mergeData';
import { isObject, requireOrdinaryName, type JsonObject, type RequiredSelection } from './plan';
import { compileTypeTest } from './typeTest';
import { plainField } from './Verbatim';

/** Picks from an entity what a subgraph must know to find it; null when something of that is missing. */
export type Pick = (source: JsonObject) => JsonObject | null;
type Step = (source: JsonObject, into: JsonObject) => boolean;

/** Compiles a fetch's `requires`. */
export function compileRepresentation(selections: readonly RequiredSelection[], schema: GraphQLSchema): Pick {
  const steps = selections.map((selection) => compileStep(selection, schema));
  return (source) => {
    const picked: JsonObject = {};
    for (const step of steps) if (!step(source, picked)) return null;
    return picked;
  };
}

function compileStep(selection: RequiredSelection, schema: GraphQLSchema): Step {
  if (selection.kind === 'InlineFragment') {
    const { typeCondition, selections } = selection;
    if (typeCondition === undefined) return () => true;
    const applies = compileTypeTest(typeCondition, schema, false);
    const pick = compileRepresentation(selections, schema);
    return (source, into) => {
      const picked = applies(source) ? pick(source) : null;
      if (picked !== null) mergeData(into, picked);
      return true;
    };
  }
  const name = selection.alias ?? selection.name;
  requireOrdinaryName(name);
  const { selections } = selection;
  const pick = selections === undefined ? null : compileRepresentation(selections, schema);
  return (source, into) => {
    const value = plainField(source, name);
    if (value === undefined) return false;
    into[name] = pick === null ? value : pickAll(value, pick);
    return true;
  };
}

function pickAll(value: unknown, pick: Pick): unknown {
  if (Array.isArray(value)) return value.map((element) => pickAll(element, pick));
  return isObject(value) ? pick(value) : null;
}
