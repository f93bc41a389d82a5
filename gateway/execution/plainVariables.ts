import { Kind, type TypeNode, type VariableDefinitionNode } from 'graphql';
import type { JsonObject } from './plan';

/** Values that are certainly right and stay as they are; of all others graphql-js is asked. */
const PLAIN: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['ID', (value) => typeof value === 'string'],
  ['String', (value) => typeof value === 'string'],
  ['Boolean', (value) => typeof value === 'boolean'],
  // 32 bits (GraphQL specification, section 3.5.1).
  ['Int', (value) => typeof value === 'number' && (value | 0) === value],
  ['Float', (value) => Number.isFinite(value)],
]);

/**
 * Compiles what reads the variables that most operations have, each a given scalar of the language's own. It answers
 * null when there is anything else, right or wrong; coercing as graphql-js does looks up every type each time.
 */
export function compilePlainVariables(
  definitions: readonly VariableDefinitionNode[],
): (variables: Readonly<JsonObject>) => Readonly<JsonObject> | null {
  const tests: [name: string, isPlain: (value: unknown) => boolean][] = [];
  for (const { variable, type } of definitions) {
    const isPlain = PLAIN.get(scalarOf(type));
    if (isPlain === undefined) return () => null;
    tests.push([variable.name.value, isPlain]);
  }
  return (variables) => {
    for (const [name, isPlain] of tests) {
      if (!Object.hasOwn(variables, name) || !isPlain(variables[name])) return null;
    }
    // What an operation does not declare is never looked at.
    return variables;
  };
}

function scalarOf(type: TypeNode): string {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner.kind === Kind.NAMED_TYPE ? inner.name.value : '';
}
