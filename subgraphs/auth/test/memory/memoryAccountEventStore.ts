import { eventKey, type AccountEvent } from '../../domain/accountEvent';
import type { AccountEventStore } from '../../ports';

export function createMemoryAccountEventStore(): AccountEventStore & { readonly all: AccountEvent[] } {
  const all: AccountEvent[] = [];
  const newest = () => all.at(-1)?.sequence ?? 0;
  return {
    all,
    async findNewestSequence() {
      return newest();
    },
    async findSequenceSince(since) {
      return all.find(({ recordedAt }) => recordedAt >= since)?.sequence ?? null;
    },
    async insertEvent(event) {
      if (all.some(({ sequence }) => sequence === event.sequence)) return 'SEQUENCE_TAKEN';
      if (all.some((other) => eventKey(other) === eventKey(event))) return 'KEY_TAKEN';
      all.push(event);
      all.sort((a, b) => a.sequence - b.sequence);
      return 'INSERTED';
    },
    async listEventsAfter(after, limit) {
      return all.filter(({ sequence }) => sequence > after).slice(0, limit);
    },
    async pruneSessionEnds(before) {
      const isOld = ({ kind, recordedAt, sequence }: AccountEvent) =>
        kind === 'SESSION_ENDED' && recordedAt < before && sequence < newest();
      const old = all.filter(isOld);
      for (const event of old) all.splice(all.indexOf(event), 1);
      return old.length;
    },
  };
}
