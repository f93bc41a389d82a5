import type { Request, Response } from 'express';
import type { OperationContext } from '../../../platform/graphql';
import { identify, type Caller, type TokenPolicy } from '../../../platform/identity';
import { ClientGone, requestIdOf, type Cancellation } from '../../../platform/service';
import type { UseCases } from '../usecases';
import { createLoaders, type Loaders } from './loaders';
import { stopWhenGone } from './stopWhenGone';

/** A person as the files subgraph knows it: by id only. */
export interface UserReference {
  /** The account's id. */
  readonly id: string;
}

/** An export of what is kept about a person, as the files subgraph knows it. */
export interface AccountExportReference {
  readonly userId: string;
}

/** What the resolvers of files get. */
export interface FilesContext extends OperationContext {
  /** Who is calling. */
  caller: Caller;
  useCases: UseCases;
  /** Aborted when the client has gone; then the use cases begin nothing any more. */
  gone: Cancellation;
  /** Bring what one operation asks for several times into one query. */
  loaders: Loaders;
}

/** Makes the function that builds the context of each request; it never throws. */
export function createContextFactory(useCases: UseCases, tokenPolicy: TokenPolicy) {
  return async (request: Request, response: Response): Promise<FilesContext> => {
    const gone = new ClientGone(response);
    const present = stopWhenGone(useCases, gone);
    const caller = await identify(request.get('authorization'), tokenPolicy);
    return {
      caller,
      requestId: requestIdOf(response),
      actor: caller.kind === 'user' ? caller.userId : caller.kind,
      useCases: present,
      gone,
      loaders: createLoaders(present, caller),
    };
  };
}
