import type { OperationContext } from '../../../platform/graphql';
import type { Caller } from '../../../platform/identity';
import type { FilesUseCases } from '../usecases';
import type { Loaders } from './loaders';

/** A person as the files subgraph knows it: by id only. */
export interface UserReference {
  /** The account's id. */
  readonly id: string;
}

/** What the resolvers of files get. */
export interface FilesContext extends OperationContext {
  /** Who is calling. */
  caller: Caller;
  useCases: FilesUseCases;
  /** Bring what one operation asks for several times into one query. */
  loaders: Loaders;
}

/** Builds what the resolvers of one operation get. */
export function createContext(
  useCases: FilesUseCases,
  loaders: Loaders,
  caller: Caller,
  requestId: string,
): FilesContext {
  return {
    caller,
    requestId,
    actor: caller.kind === 'user' ? caller.userId : caller.kind,
    useCases,
    loaders,
  };
}
