import { Doc, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';

/** What an expression is evaluated on. */
export interface Environment {
  /** The document that `$field` and `$$ROOT` refer to. */
  readonly root: MaybeValue;
  /** Variables by name, without `$$`. */
  readonly variables: ReadonlyMap<string, MaybeValue>;
}

/** A compiled expression; undefined stands for a missing value. */
export type Expression = (environment: Environment) => MaybeValue;

/** Compiles an operand; `names` are further variables that it may use. */
export type Compile = (operand: Value, names?: readonly string[]) => Expression;

/** Compiles what stands behind an operator. */
export type OperatorCompiler = (operand: Value, compile: Compile, name: string) => Expression;

/** Operators by their name. */
export type OperatorTable = Readonly<Record<string, OperatorCompiler>>;

/** The operands of an operator that takes a list; a single operand may stand without brackets. */
export function operandsOf(name: string, operand: Value, least: number, most = least): Value[] {
  const operands = Array.isArray(operand) ? operand : [operand];
  if (operands.length >= least && operands.length <= most) return operands;
  const count =
    least === most ? `exactly ${least} arguments` : `at least ${least} arguments, and at most ${most}`;
  throw new MongoError(
    least === most ? 16020 : 28667,
    `Expression ${name} takes ${count}. ${operands.length} were passed in.`,
  );
}

/** An operator whose operands are all evaluated before it works on them. */
export function operator(
  least: number,
  most: number,
  evaluate: (...values: MaybeValue[]) => MaybeValue,
): OperatorCompiler {
  return (operand, compile, name) => {
    const operands = operandsOf(name, operand, least, most).map((value) => compile(value));
    return (environment) => evaluate(...operands.map((expression) => expression(environment)));
  };
}

/** The named operands of an operator that takes a document; refuses names outside `allowed`. */
export function namedOperands(
  name: string,
  operand: Value,
  required: readonly string[],
  optional: readonly string[] = [],
): Map<string, Value> {
  if (!(operand instanceof Doc)) {
    throw new MongoError('FailedToParse', `${name} only supports an object as its argument`);
  }
  for (const key of operand.keys()) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw new MongoError('FailedToParse', `Unrecognized parameter to ${name}: ${key}`);
    }
  }
  for (const key of required) {
    if (!operand.has(key)) throw new MongoError('FailedToParse', `Missing '${key}' parameter to ${name}`);
  }
  return operand;
}

/** True for null, the undefined type and a missing value, which most operators pass on as null. */
export function isNullish(value: MaybeValue): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'object' && 'type' in value && value.type === 6)
  );
}

/** The environment with one more variable. */
export function withVariable(environment: Environment, name: string, value: MaybeValue): Environment {
  return { root: environment.root, variables: new Map(environment.variables).set(name, value) };
}
