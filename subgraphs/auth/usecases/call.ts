import type { Caller, Client } from '../../../platform/identity';

/** What a door knows about the request behind a call. */
export interface Call {
  /** Names the request in answers and logs. */
  readonly requestId: string;
  /** Who is calling. */
  readonly caller: Caller;
  /** From which device. */
  readonly client: Client;
}
