import DataLoader from 'dataloader';
import type { Request, Response } from 'express';
import type { OperationContext } from '../../../platform/graphql';
import { identify, type Caller, type TokenPolicy } from '../../../platform/identity';
import { requestIdOf } from '../../../platform/service';
import type { UserView } from '../domain/account';
import type { UseCases } from '../usecases';

/** The most accounts one query asks for. */
const MAX_BATCH = 500;

/** What auth's resolvers get. */
export interface AuthContext extends OperationContext {
  /** Who is calling. */
  caller: Caller;
  useCases: UseCases;
  /** Accounts for references from other subgraphs, N of them in one query; null for those that do not exist. */
  users: DataLoader<string, UserView | null>;
}

/** Makes the function that builds the context of each request; it never throws. */
export function createContextFactory(useCases: UseCases, tokenPolicy: TokenPolicy) {
  return async (request: Request, response: Response): Promise<AuthContext> => {
    const caller = await identify(request.get('authorization'), tokenPolicy);
    const requestId = requestIdOf(response);
    const users = new DataLoader<string, UserView | null>(
      (ids) => useCases.findUsers(ids, { caller, requestId }),
      { maxBatchSize: MAX_BATCH },
    );
    const actor = caller.kind === 'user' ? caller.userId : caller.kind;
    return { caller, requestId, actor, useCases, users };
  };
}
