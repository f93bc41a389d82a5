import { stageParts } from '../aggregate/pipeline';
import { Doc, type Value, isNumber } from '../bson/values';
import { countOperand } from '../aggregate/streamStages';

/** A pipeline whose beginning has been turned into a query. */
export interface SplitPipeline {
  readonly filter: Doc | null;
  readonly sort: Doc | null;
  readonly skip: number;
  /** 0 for all. */
  readonly limit: number;
  readonly rest: readonly Value[];
}

/** Takes a leading `$match`, `$sort`, `$skip` and `$limit` off a pipeline, so that indexes can serve them. */
export function splitPipeline(pipeline: readonly Value[]): SplitPipeline {
  const stages = pipeline.map(stageParts);
  let at = 0;
  const take = (wanted: string, accepts: (operand: Value) => boolean): Value | null => {
    const [name, operand] = stages[at] ?? [];
    if (name !== wanted || operand === undefined || !accepts(operand)) return null;
    at += 1;
    return operand;
  };
  const filter = take('$match', (operand) => operand instanceof Doc);
  const sort = take('$sort', (operand) => operand instanceof Doc && operand.size > 0);
  const skip = take('$skip', () => true);
  const limit = take('$limit', () => true);
  return {
    filter: filter instanceof Doc ? filter : null,
    sort: sort instanceof Doc ? sort : null,
    skip: skip === null ? 0 : countOperand(skip, '$skip', 5107200, 0),
    limit: limit === null ? 0 : countOperand(limit, '$limit', 5107201, 1),
    rest: pipeline.slice(at),
  };
}

/** True for a stage that only counts: its results do not depend on what is in the documents. */
export function readsNoFields(stage: Value | undefined): boolean {
  if (stage === undefined) return false;
  const [name, operand] = stageParts(stage);
  if (name === '$count') return true;
  if (name !== '$group' || !(operand instanceof Doc)) return false;
  return [...operand].every(([field, value]) => (field === '_id' ? isConstant(value) : isCounting(value)));
}

function isCounting(accumulator: Value): boolean {
  if (!(accumulator instanceof Doc)) return false;
  return [...accumulator].every(
    ([name, operand]) => name === '$count' || (name === '$sum' && isConstant(operand)),
  );
}

function isConstant(value: Value): boolean {
  return value === null || isNumber(value) || (typeof value === 'string' && !value.startsWith('$'));
}
