import { AppError } from '../../../platform/errors';
import {
  decodeFeedCursor,
  encodeFeedCursor,
  REVOCATION_SECONDS,
  type AccountEvent,
} from '../domain/accountEvent';
import type { AccountEventStore, Clock } from '../ports';

/** What to read of the feed. */
export interface ReadAccountEventsInput {
  /** The cursor of the answer before; absent for what still matters to access tokens, `0` for everything. */
  readonly after?: string | undefined;
  /** The most events to answer. */
  readonly limit: number;
}

/** A piece of the feed. */
export interface AccountEventPage {
  readonly events: readonly AccountEvent[];
  /** For `after` in the next request. */
  readonly cursor: string;
  /** Whether the next request will find more at once. */
  readonly hasMore: boolean;
}

/** What readAccountEvents needs. */
export interface ReadAccountEventsDeps {
  readonly accountEvents: AccountEventStore;
  readonly clock: Clock;
}

/**
 * The feed behind a cursor, for other services.
 * @throws AppError BAD_USER_INPUT for a cursor that is none, with reason CURSOR_AHEAD for one behind the newest event:
 * the feed was restored from an older copy, and the follower must start over; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function readAccountEvents(
  deps: ReadAccountEventsDeps,
  { after, limit }: ReadAccountEventsInput,
): Promise<AccountEventPage> {
  const { accountEvents } = deps;
  const start = after === undefined ? await findStart(deps) : decodeFeedCursor(after);
  const found = await accountEvents.listEventsAfter(start, limit + 1);
  if (found.length === 0 && start > (await accountEvents.findNewestSequence())) {
    throw new AppError('BAD_USER_INPUT', {
      message: 'The feed has never been as far as this cursor says. Start over.',
      field: 'after',
      reason: 'CURSOR_AHEAD',
    });
  }
  const events = found.slice(0, limit);
  return {
    events,
    cursor: encodeFeedCursor(events.at(-1)?.sequence ?? start),
    hasMore: found.length > limit,
  };
}

/** The newest is asked for first: an event that comes in between is behind it, whatever the second answer. */
async function findStart({ accountEvents, clock }: ReadAccountEventsDeps): Promise<number> {
  const newest = await accountEvents.findNewestSequence();
  const since = new Date(clock().getTime() - REVOCATION_SECONDS * 1000);
  const first = await accountEvents.findSequenceSince(since);
  return first === null ? newest : first - 1;
}
