import type { Value } from '../bson/values';
import { MongoError } from '../errors';
import { groupStages } from './groupStages';
import { joinStages } from './joinStages';
import { type Stage, type StageCompiler, chain, stageParts } from './pipeline';
import { shapeStages } from './shapeStages';
import { streamStages } from './streamStages';

const stages: Readonly<Record<string, StageCompiler>> = {
  ...streamStages,
  ...shapeStages,
  ...groupStages,
  ...joinStages,
};

/** Compiles a pipeline; `names` are the variables its expressions may use. */
export function compilePipeline(pipeline: Value, names: readonly string[] = []): Stage {
  if (!Array.isArray(pipeline)) {
    throw new MongoError('TypeMismatch', "'pipeline' option must be specified as an array");
  }
  return chain(pipeline.map((stage) => compileStage(stage, names)));
}

function compileStage(source: Value, names: readonly string[]): Stage {
  const [name, operand] = stageParts(source);
  const compiler = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (compiler === undefined) {
    throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
  const compile = (pipeline: Value, more: readonly string[] = []): Stage =>
    compilePipeline(pipeline, [...names, ...more]);
  return compiler(operand, { names, compile }, name);
}
