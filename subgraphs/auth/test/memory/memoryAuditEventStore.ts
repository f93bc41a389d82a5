import { UNKNOWN_DEVICE } from '../../domain/device';
import type { AuditEntry } from '../../domain/auditEvent';
import type { AuditEventFilter, AuditEventStore } from '../../ports';

export function createMemoryAuditEventStore(): AuditEventStore & { readonly forgetAt: () => Date[] } {
  const all: { entry: AuditEntry; forgetAt: Date }[] = [];
  const matching = ({ accountId, kinds, from, until }: AuditEventFilter) =>
    all
      .map(({ entry }) => entry)
      .filter((entry) => accountId === undefined || entry.accountId === accountId)
      .filter((entry) => kinds === undefined || kinds.includes(entry.kind))
      .filter(({ at }) => (from === undefined || at >= from) && (until === undefined || at < until));
  return {
    forgetAt: () => all.map(({ forgetAt }) => forgetAt),
    async appendEvent(entry, forgetAt) {
      all.push({ entry, forgetAt });
    },
    async listEvents(filter, after, limit) {
      return matching(filter)
        .filter(
          ({ at, id }) =>
            after === null || at < after.at || (at.getTime() === after.at.getTime() && id < after.id),
        )
        .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
        .slice(0, limit);
    },
    async forgetOrigins(accountId) {
      for (const [index, { entry, forgetAt }] of all.entries()) {
        if (entry.accountId !== accountId && entry.actorId !== accountId) continue;
        all[index] = { forgetAt, entry: { ...entry, address: null, device: UNKNOWN_DEVICE } };
      }
    },
    async countEvents(filter) {
      return matching(filter).length;
    },
  };
}
