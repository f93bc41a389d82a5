import { Doc, type MaybeValue, Regex, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { compileExpression, fieldPath, valueAt } from './compileExpression';
import type { PipelineContext, Stage, StageCompiler } from './pipeline';
import { replaceAt } from './streamStages';

const lookupOptions = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

const lookup: StageCompiler = (operand, { names, compile }) => {
  if (!(operand instanceof Doc))
    throw new MongoError(
      'FailedToParse',
      `the $lookup specification must be an Object, but found ${typeName(operand)}`,
    );
  const unknown = [...operand.keys()].find((key) => !lookupOptions.includes(key));
  if (unknown !== undefined) throw new MongoError('FailedToParse', `unknown argument to $lookup: ${unknown}`);
  const text = (name: string): string | null => {
    const value = operand.get(name);
    if (value === undefined) return null;
    if (typeof value === 'string') return value;
    throw new MongoError('FailedToParse', `$lookup argument '${name}: ${typeName(value)}' must be a string`);
  };
  const [from, as, local, foreign] = ['from', 'as', 'localField', 'foreignField'].map(text);
  if (as == null) throw new MongoError('FailedToParse', "must specify 'as' field for a $lookup");
  if (from == null) throw new MongoError('FailedToParse', "must specify 'from' field for a $lookup");
  const pipeline = operand.get('pipeline');
  if ((local === null) !== (foreign === null) || (local === null && pipeline === undefined)) {
    throw new MongoError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  const declared = operand.get('let');
  const variables = [...(declared instanceof Doc ? declared : [])].map(([name, value]) => ({
    name,
    expression: compileExpression(value, names),
  }));
  const inner =
    pipeline === undefined
      ? null
      : compile(
          pipeline,
          variables.map(({ name }) => name),
        );
  const target = fieldPath(as);
  const localParts = local == null ? null : fieldPath(local);
  return function* (input, context) {
    for (const doc of input) {
      const filter =
        localParts === null || foreign == null ? new Doc() : joinFilter(foreign, valueAt(doc, localParts, 0));
      const environment = { root: doc, variables: context.variables };
      const scoped = new Map(context.variables);
      for (const { name, expression } of variables) scoped.set(name, expression(environment));
      const found = context.read(from, filter);
      yield replaceAt(doc, target, [
        ...(inner === null ? found : inner(found, { ...context, variables: scoped })),
      ]);
    }
  };
};

/** The filter for documents whose field equals the local value or, of an array, one of its elements. */
function joinFilter(foreign: string, value: MaybeValue): Doc {
  const local = value ?? null;
  const values: Value[] = Array.isArray(local) ? local : [local];
  // A regular expression among them is compared, not matched.
  const equalities = values.map((one): Value => new Doc([[foreign, new Doc([['$eq', one]])]]));
  if (values.some((one) => one instanceof Regex)) return new Doc([['$or', equalities]]);
  return new Doc([[foreign, new Doc([['$in', values]])]]);
}

const unionWith: StageCompiler = (operand, { compile }) => {
  const options = operand instanceof Doc ? operand : new Doc([['coll', operand]]);
  const collection = options.get('coll');
  if (typeof collection !== 'string')
    throw new MongoError('FailedToParse', "BSON field '$unionWith.coll' is missing but a required field");
  const pipeline = options.get('pipeline');
  const inner: Stage | null = pipeline === undefined ? null : compile(pipeline);
  return function* (input, context: PipelineContext) {
    yield* input;
    const others = context.read(collection, new Doc());
    yield* inner === null ? others : inner(others, context);
  };
};

const documents: StageCompiler = (operand, { names }) => {
  const expression = compileExpression(operand, names);
  return function* (_, { variables }) {
    const values = expression({ root: new Doc(), variables });
    if (!Array.isArray(values)) throw new MongoError(5858203, `an array is expected`);
    for (const value of values) {
      if (!(value instanceof Doc)) throw new MongoError(5858204, 'an array of objects is expected');
      yield value;
    }
  };
};

/** Sessions are not kept, so the only one there is to list is the caller's. */
const listLocalSessions: StageCompiler = () =>
  function* (_, { session, variables }) {
    if (session !== null) {
      yield new Doc([
        ['_id', session],
        ['lastUse', variables.get('NOW') ?? null],
      ]);
    }
  };

/** Stages that bring in documents from elsewhere. */
export const joinStages: Readonly<Record<string, StageCompiler>> = {
  $lookup: lookup,
  $unionWith: unionWith,
  $documents: documents,
  $listLocalSessions: listLocalSessions,
};
