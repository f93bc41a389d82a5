import DataLoader from 'dataloader';
import type { Request, Response } from 'express';
import type { OperationContext } from '../../../platform/graphql';
import { clientOf, identify, type Caller, type Client, type TokenPolicy } from '../../../platform/identity';
import { requestIdOf } from '../../../platform/service';
import type { UserView } from '../domain/account';
import type { UseCases } from '../usecases';

/** The most accounts one query asks for. */
const MAX_BATCH = 500;

/** What auth's resolvers get. */
export interface AuthContext extends OperationContext {
  /** Who is calling. */
  caller: Caller;
  /** From which device. */
  client: Client;
  useCases: UseCases;
  /** Accounts for references from other subgraphs, N of them in one query; null for those that do not exist. */
  users: DataLoader<string, UserView | null>;
}

/** What contexts are built on. */
export interface ContextOptions {
  useCases: UseCases;
  tokenPolicy: TokenPolicy;
  /** SERVICE_SECRET, by which the gateway's word about the client is known; null in local mode. */
  serviceSecret: string | null;
}

/** Makes the function that builds the context of each request; it never throws. */
export function createContextFactory({ useCases, tokenPolicy, serviceSecret }: ContextOptions) {
  return async (request: Request, response: Response): Promise<AuthContext> => {
    const caller = await identify(request.get('authorization'), tokenPolicy);
    const requestId = requestIdOf(response);
    const client = clientOf(request, serviceSecret);
    const users = new DataLoader<string, UserView | null>(
      (ids) => useCases.findUsers(ids, { caller, client, requestId }),
      { maxBatchSize: MAX_BATCH },
    );
    const actor = caller.kind === 'user' ? caller.userId : caller.kind;
    return { caller, client, requestId, actor, useCases, users };
  };
}
