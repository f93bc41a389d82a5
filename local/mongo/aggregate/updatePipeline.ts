import type { Doc, Value } from '../bson/values';
import { MongoError } from '../errors';
import { commandVariables } from './expressionFilter';
import { chain, stageParts } from './pipeline';
import { shapeStages } from './shapeStages';

/** Compiles a pipeline used as an update, in which only the stages that reshape one document are allowed. */
export function compileUpdatePipeline(
  pipeline: readonly Value[],
  variables: ReadonlyMap<string, Value>,
): (doc: Doc) => Doc {
  const names = [...variables.keys()];
  const stages = pipeline.map((source) => {
    const [name, operand] = stageParts(source);
    const compiler = Object.hasOwn(shapeStages, name) ? shapeStages[name] : undefined;
    if (compiler === undefined) {
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
    }
    const compile = (): never => {
      throw new MongoError('InvalidOptions', 'a pipeline is not allowed within an update');
    };
    return compiler(operand, { names, compile }, name);
  });
  const run = chain(stages);
  const context = { db: '', session: null, variables: commandVariables(variables), read: (): Doc[] => [] };
  return (doc) => {
    const [result] = run([doc], context);
    if (result === undefined) throw new MongoError('InternalError', 'an update pipeline gave no document');
    return result;
  };
}
