import type { Value } from '../bson/values';
import { MongoError } from '../errors';
import { groupStages } from './groupStages';
import { joinStages } from './joinStages';
import { type Stage, type StageCompiler, chain, stageParts } from './pipeline';
import { shapeStages } from './shapeStages';
import { countOperand, streamStages } from './streamStages';

const compilers: Readonly<Record<string, StageCompiler>> = {
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
  const stages = pipeline.map((stage) => compileStage(stage, names));
  return chain(
    stages.map((stage, i): Stage => {
      const most = mostAfter(pipeline.slice(i + 1));
      return (input, context) => stage(input, context, most);
    }),
  );
}

/** How many results of a stage those that follow will take at most; undefined for all. */
function mostAfter(following: readonly Value[]): number | undefined {
  const [first, second] = following.slice(0, 2).map(stageParts);
  if (first?.[0] === '$limit') return countOperand(first[1], '$limit', 5107201, 1);
  if (first?.[0] !== '$skip' || second?.[0] !== '$limit') return undefined;
  return countOperand(first[1], '$skip', 5107200, 0) + countOperand(second[1], '$limit', 5107201, 1);
}

function compileStage(source: Value, names: readonly string[]): Stage {
  const [name, operand] = stageParts(source);
  const compiler = Object.hasOwn(compilers, name) ? compilers[name] : undefined;
  if (name === '$changeStream') {
    throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets');
  }
  if (compiler === undefined) {
    throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
  const compile = (pipeline: Value, more: readonly string[] = []): Stage =>
    compilePipeline(pipeline, [...names, ...more]);
  return compiler(operand, { names, compile }, name);
}
