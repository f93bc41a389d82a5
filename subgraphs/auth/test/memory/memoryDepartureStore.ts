import type { DepartureStore } from '../../ports';

/** Tombstones beside the accounts of a memory store. */
export function createMemoryDepartureStore(accounts: Map<string, unknown>): DepartureStore {
  const tombstones = new Map<string, { leftAt: Date; dueAt: Date | null }>();
  return {
    async leave(accountId, leftAt) {
      if (!accounts.delete(accountId)) return false;
      tombstones.set(accountId, { leftAt, dueAt: leftAt });
      return true;
    },
    async listDue(now, limit) {
      return [...tombstones]
        .filter(([, { dueAt }]) => dueAt !== null && dueAt <= now)
        .map(([accountId, { leftAt }]) => ({ accountId, leftAt }))
        .slice(0, limit);
    },
    async setDue({ accountId, leftAt }, dueAt) {
      if (tombstones.has(accountId)) tombstones.set(accountId, { leftAt, dueAt });
    },
  };
}
