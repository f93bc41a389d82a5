import { Doc, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { accumulatorOperators } from './accumulatorOperators';
import { arithmeticOperators } from './arithmeticOperators';
import { arrayOperators } from './arrayOperators';
import { bitOperators } from './bitOperators';
import { comparisonOperators } from './comparisonOperators';
import { conversionOperators } from './conversionOperators';
import { dateOperators } from './dateOperators';
import { type Compile, type Expression, type OperatorTable } from './expression';
import { objectOperators } from './objectOperators';
import { percentileOperators } from './percentiles';
import { setOperators } from './setOperators';
import { severalOperators } from './severalOperators';
import { stringOperators } from './stringOperators';
import { trigonometricOperators } from './trigonometry';

const operators: OperatorTable = {
  ...accumulatorOperators,
  ...arithmeticOperators,
  ...arrayOperators,
  ...bitOperators,
  ...comparisonOperators,
  ...conversionOperators,
  ...dateOperators,
  ...objectOperators,
  ...percentileOperators,
  ...setOperators,
  ...severalOperators,
  ...stringOperators,
  ...trigonometricOperators,
};

/** What `$redact` decides with. */
export const redactDecisions = { DESCEND: '$$DESCEND', PRUNE: '$$PRUNE', KEEP: '$$KEEP' } as const;

const systemVariables = ['ROOT', 'CURRENT', 'NOW', 'REMOVE', ...Object.keys(redactDecisions)];

/**
 * Compiles an aggregation expression. `names` are the variables it may use besides the system's. Throws with
 * mongod's codes for operators it does not know and operands that cannot be.
 */
export function compileExpression(source: Value, names: readonly string[] = []): Expression {
  const compile: Compile = (operand, more = []) => compileExpression(operand, [...names, ...more]);
  if (typeof source === 'string' && source.startsWith('$')) return compileReference(source, names);
  if (Array.isArray(source)) {
    const elements = source.map((element) => compile(element));
    return (environment) => elements.map((element): Value => element(environment) ?? null);
  }
  if (source instanceof Doc) return compileDocument(source, compile);
  return () => source;
}

/** True for a document whose only field is an operator. */
export function isOperatorExpression(source: Value): boolean {
  return source instanceof Doc && [...source.keys()].some((name) => name.startsWith('$'));
}

function compileDocument(source: Doc, compile: Compile): Expression {
  if (isOperatorExpression(source)) return compileOperator(source, compile);
  const fields = [...source].map(([name, value]): [string, Expression] => {
    if (name.includes('.')) {
      throw new MongoError(
        16412,
        `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
      );
    }
    return [name, compile(value)];
  });
  return (environment) => {
    const result = new Doc();
    for (const [name, expression] of fields) {
      const value = expression(environment);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  };
}

function compileOperator(source: Doc, compile: Compile): Expression {
  const [entry] = source;
  if (source.size !== 1 || entry === undefined) {
    throw new MongoError(
      15983,
      `an object representing an expression must have exactly one field, but found ${source.size}`,
    );
  }
  const [name, operand] = entry;
  if (name === '$literal' || name === '$const') return () => operand;
  const compiler = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (compiler === undefined)
    throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  return compiler(operand, compile, name);
}

function compileReference(source: string, names: readonly string[]): Expression {
  if (!source.startsWith('$$')) {
    const parts = fieldPath(source.slice(1));
    return ({ root }) => valueAt(root, parts, 0);
  }
  const [name = '', ...parts] = source.slice(2).split('.');
  if (!systemVariables.includes(name) && !names.includes(name)) {
    throw new MongoError(17276, `Use of undefined variable: ${name}`);
  }
  const decision = name in redactDecisions ? source : undefined;
  return (environment) => {
    if (decision !== undefined) return decision;
    const isRoot = name === 'ROOT' || (name === 'CURRENT' && !environment.variables.has(name));
    return valueAt(isRoot ? environment.root : environment.variables.get(name), parts, 0);
  };
}

/** The parts of a field path in an expression, which may not be empty or begin with `$`. */
export function fieldPath(path: string): string[] {
  if (path === '') throw new MongoError(16872, "'$' by itself is not a valid FieldPath");
  if (path.endsWith('.')) throw new MongoError(40353, "FieldPath must not end with a '.'.");
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) {
      throw new MongoError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    }
  }
  return parts;
}

/** What a path leads to in an expression: through an array it is the array of what the elements have there. */
export function valueAt(value: MaybeValue, parts: readonly string[], at: number): MaybeValue {
  const part = parts[at];
  if (part === undefined) return value;
  if (value instanceof Doc) return valueAt(value.get(part), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  const found: Value[] = [];
  for (const element of value) {
    const inner = element instanceof Doc ? valueAt(element, parts, at) : undefined;
    if (inner !== undefined) found.push(inner);
  }
  return found;
}
