import type { OperationContext } from '../../../platform/graphql';
import type { Caller } from '../../../platform/identity';

/** What auth's resolvers get. */
export interface AuthContext extends OperationContext {
  /** Who is calling. */
  caller: Caller;
}
