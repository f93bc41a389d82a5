import { compareValues } from '../bson/compare';
import { Doc, Int32, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { isTruthy } from '../query/truth';
import { type OperatorTable, isNullish, namedOperands, operandsOf, operator } from './expression';

/** Orders values as expressions do: a missing one sorts before everything but MinKey, like undefined. */
function compareMaybe(a: MaybeValue, b: MaybeValue): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareValues(a, b);
}

function comparing(accepts: (order: number) => boolean): OperatorTable[string] {
  return operator(2, 2, (a, b) => accepts(compareMaybe(a, b)));
}

/** Comparison, boolean and conditional expressions. */
export const comparisonOperators: OperatorTable = {
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $cmp: operator(2, 2, (a, b) => new Int32(Math.sign(compareMaybe(a, b)))),

  $and: (operand, compile, name) => {
    const all = operandsOf(name, operand, 0, Infinity).map((value) => compile(value));
    return (environment) => all.every((expression) => isTruthy(expression(environment)));
  },
  $or: (operand, compile, name) => {
    const any = operandsOf(name, operand, 0, Infinity).map((value) => compile(value));
    return (environment) => any.some((expression) => isTruthy(expression(environment)));
  },
  $not: operator(1, 1, (value) => !isTruthy(value)),

  $cond: (operand, compile, name) => {
    const [test, yes, no] = (
      Array.isArray(operand) ? operandsOf(name, operand, 3) : conditionParts(operand)
    ).map((value) => compile(value));
    return (environment) => (isTruthy(test?.(environment)) ? yes?.(environment) : no?.(environment));
  },
  $ifNull: (operand, compile, name) => {
    if (!Array.isArray(operand) || operand.length < 2) {
      throw new MongoError(1257300, '$ifNull needs at least two arguments');
    }
    const choices = operandsOf(name, operand, 2, Infinity).map((value) => compile(value));
    return (environment) => {
      let value: MaybeValue;
      for (const choice of choices) {
        value = choice(environment);
        if (!isNullish(value)) return value;
      }
      return value;
    };
  },
  $switch: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['branches'], ['default']);
    const branches = parts.get('branches');
    if (!Array.isArray(branches)) throw new MongoError(40061, '$switch expected an array for branches');
    const cases = branches.map((branch: Value) => {
      const { test, result } = switchBranch(branch);
      return { test: compile(test), result: compile(result) };
    });
    const fallback = parts.get('default');
    if (cases.length === 0) throw new MongoError(40068, '$switch requires at least one branch.');
    const otherwise = fallback === undefined ? null : compile(fallback);
    return (environment) => {
      const match = cases.find(({ test }) => isTruthy(test(environment)));
      if (match !== undefined) return match.result(environment);
      if (otherwise === null) {
        throw new MongoError(
          40066,
          '$switch could not find a matching branch for an input, and no default was specified.',
        );
      }
      return otherwise(environment);
    };
  },
};

function conditionParts(operand: Value): Value[] {
  if (!(operand instanceof Doc))
    throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments. 1 were passed in.');
  for (const key of operand.keys()) {
    if (!['if', 'then', 'else'].includes(key))
      throw new MongoError(17083, `Unrecognized parameter to $cond: ${key}`);
  }
  return [17080, 17081, 17082].map((code, i) => {
    const name = ['if', 'then', 'else'][i] ?? '';
    const part = operand.get(name);
    if (part === undefined) throw new MongoError(code, `Missing '${name}' parameter to $cond`);
    return part;
  });
}

function switchBranch(branch: Value): { test: Value; result: Value } {
  if (!(branch instanceof Doc)) throw new MongoError(40062, '$switch expected each branch to be an object');
  const test = branch.get('case');
  const result = branch.get('then');
  if (test === undefined)
    throw new MongoError(40064, "$switch requires each branch have a 'case' expression");
  if (result === undefined)
    throw new MongoError(40065, "$switch requires each branch have a 'then' expression.");
  return { test, result };
}
