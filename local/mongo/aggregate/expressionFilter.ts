import type { Doc } from '../bson/values';
import { DateTime, type MaybeValue, type Value } from '../bson/values';
import { isTruthy } from '../query/truth';
import { compileExpression } from './compileExpression';

/** Variables of a command: those of its `let` and the time at which it began. */
export function commandVariables(variables?: ReadonlyMap<string, Value>): Map<string, MaybeValue> {
  return new Map<string, MaybeValue>([['NOW', new DateTime(BigInt(Date.now()))], ...(variables ?? [])]);
}

/** The test that `$expr` makes of a document. */
export function compileExpressionFilter(
  source: Value,
  variables?: ReadonlyMap<string, Value>,
): (doc: Doc) => boolean {
  const expression = compileExpression(source, [...(variables?.keys() ?? [])]);
  const environment = commandVariables(variables);
  return (doc) => isTruthy(expression({ root: doc, variables: environment }));
}
