import { print } from '../bson/print';
import { Doc, type MaybeValue, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { parseProjection } from '../query/parseProjection';
import { project } from '../query/projection';
import { compileExpression, fieldPath, isOperatorExpression } from './compileExpression';
import type { Environment, Expression } from './expression';
import { type StageCompiler, mapping } from './pipeline';

interface Assignment {
  readonly parts: readonly string[];
  readonly expression: Expression;
}

const projectStage: StageCompiler = (operand, { names }) => {
  if (!(operand instanceof Doc)) throw new MongoError(15969, '$project specification must be an object');
  const projection = parseProjection(operand, 'aggregate', names);
  return mapping((doc, { variables }) => project(projection, doc, variables));
};

const addFields: StageCompiler = (operand, { names }, name) => {
  if (!(operand instanceof Doc)) {
    throw new MongoError(40272, `${name} specification stage must be an object, got ${typeName(operand)}`);
  }
  if (operand.size === 0)
    throw new MongoError(51270, `Invalid ${name} :: caused by :: specification must have at least one field`);
  const assignments = [...operand].flatMap(([path, value]) => assignmentsOf(path, value, names));
  return mapping((doc, { variables }) => {
    const environment = { root: doc, variables };
    return assignments.reduce(
      (result, assignment) => assign(result, assignment.parts, assignment.expression, environment),
      doc,
    );
  });
};

function assignmentsOf(path: string, value: Value, names: readonly string[]): Assignment[] {
  const parts = fieldPath(path);
  if (value instanceof Doc && value.size > 0 && !isOperatorExpression(value)) {
    return [...value].flatMap(([name, inner]) => assignmentsOf(`${path}.${name}`, inner, names));
  }
  return [{ parts, expression: compileExpression(value, names) }];
}

function assign(doc: Doc, parts: readonly string[], expression: Expression, environment: Environment): Doc {
  const [name = '', ...rest] = parts;
  const copy = new Doc(doc);
  const value =
    rest.length === 0 ? expression(environment) : assignInside(doc.get(name), rest, expression, environment);
  if (value === undefined) copy.delete(name);
  else copy.set(name, value);
  return copy;
}

/** In an array every element gets the field. */
function assignInside(
  value: MaybeValue,
  parts: readonly string[],
  expression: Expression,
  environment: Environment,
): Value {
  if (Array.isArray(value))
    return value.map((element) => assignInside(element, parts, expression, environment));
  return assign(value instanceof Doc ? value : new Doc(), parts, expression, environment);
}

const unset: StageCompiler = (operand) => {
  const paths = Array.isArray(operand) ? operand : [operand];
  const fields = paths.map((path): [string, Value] => {
    if (typeof path === 'string') return [path, false];
    throw new MongoError(
      31002,
      '$unset specification must be a string or an array containing only string values',
    );
  });
  if (fields.length === 0)
    throw new MongoError(31119, '$unset specification must be a string or an array with at least one field');
  const projection = parseProjection(new Doc(fields), 'aggregate');
  return mapping((doc, { variables }) => project(projection, doc, variables));
};

const replaceRoot: StageCompiler = (operand, { names }, name) => {
  if (name === '$replaceRoot' && !(operand instanceof Doc && operand.has('newRoot') && operand.size === 1)) {
    throw new MongoError(40231, 'no newRoot specified for the $replaceRoot stage');
  }
  const source =
    name === '$replaceRoot' && operand instanceof Doc ? (operand.get('newRoot') ?? null) : operand;
  const expression = compileExpression(source, names);
  return mapping((doc, { variables }) => {
    const root = expression({ root: doc, variables });
    if (root instanceof Doc) return root;
    throw new MongoError(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was: ${print(root)}. Type of resulting value: '${typeName(root)}'. Input document: ${print(doc)}`,
    );
  });
};

/** Stages that change the shape of each document. */
export const shapeStages: Readonly<Record<string, StageCompiler>> = {
  $project: projectStage,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceRoot,
};
