import { stageParts } from '../aggregate/pipeline';
import { Doc, type Value } from '../bson/values';

/** A pipeline whose beginning has been turned into a query. */
export interface SplitPipeline {
  readonly filter: Doc | null;
  readonly sort: Doc | null;
  readonly rest: readonly Value[];
}

/** Takes a leading `$match` and `$sort` off a pipeline, so that indexes can serve them. */
export function splitPipeline(pipeline: readonly Value[]): SplitPipeline {
  const [first, second] = pipeline.slice(0, 2).map(stageParts);
  const isMatch = first?.[0] === '$match' && first[1] instanceof Doc;
  const filter = isMatch ? (first[1] as Doc) : null;
  const next = isMatch ? second : first;
  const isSort = next?.[0] === '$sort' && next[1] instanceof Doc && next[1].size > 0;
  const sort = isSort ? (next[1] as Doc) : null;
  return { filter, sort, rest: pipeline.slice(Number(isMatch) + Number(isSort)) };
}
