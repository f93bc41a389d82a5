import type { CleanError } from '../subgraphs/cleanErrors';
import type { SubgraphAnswer } from '../subgraphs/SubgraphDataSource';
import type { JsonObject } from './plan';
import type { ReadVerbatim } from './readVerbatim';

/** One call to a subgraph, as far as it is known when the operation is compiled. */
export interface FetchRequest {
  readonly service: string;
  /** The operation in GraphQL. */
  readonly query: string;
  readonly isMutation: boolean;
  /** The body as far as it is always the same: everything before the value of `variables`. */
  readonly bodyStart: string;
  /** Tried before the answer is parsed. */
  readonly readVerbatim: ReadVerbatim | null;
}

/** Sends a call; never rejects: what went wrong is in `errors`, at each field the call was to fill. */
export type Send = (request: FetchRequest, variables: JsonObject) => Promise<SubgraphAnswer>;

/** One execution of an operation. */
export interface Run {
  /** As the client gave them; checked, not coerced. */
  readonly variables: JsonObject;
  readonly send: Send;
  /** What the subgraphs answered, put together. */
  readonly data: JsonObject;
  /** In the order in which the answers came. */
  readonly errors: CleanError[];
}
