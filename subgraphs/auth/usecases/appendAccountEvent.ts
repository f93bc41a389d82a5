import type { AccountHappening } from '../domain/accountEvent';
import type { AccountEventStore, Clock } from '../ports';

/** What appendAccountEvent needs. */
export interface AppendAccountEventDeps {
  readonly accountEvents: AccountEventStore;
  readonly clock: Clock;
}

/** So many others get in between only if something is very wrong. */
const MAX_ROUNDS = 10_000;

/**
 * Puts a happening at the end of the feed, once however often and by however many it is appended. It takes the place
 * right behind the newest event; a place that is taken proves that its event is there, so the next one is tried. Hence
 * no event is ever in the feed before all with lower sequences are, and a follower that has seen one misses none.
 */
export async function appendAccountEvent(
  { accountEvents, clock }: AppendAccountEventDeps,
  happening: AccountHappening,
): Promise<void> {
  const newest = await accountEvents.findNewestSequence();
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const event = { ...happening, sequence: newest + round, recordedAt: clock() };
    if ((await accountEvents.insertEvent(event)) !== 'SEQUENCE_TAKEN') return;
  }
  throw new Error(`no place in the feed was free in ${MAX_ROUNDS} rounds`);
}
