import type { OperationContext } from '../../../platform/graphql';
import type { Caller } from '../../../platform/identity';

/** A person as the files subgraph knows it: by id only. */
export interface UserReference {
  /** The account's id. */
  readonly id: string;
}

/** What the resolvers of files get. */
export interface FilesContext extends OperationContext {
  /** Who is calling. */
  caller: Caller;
}
