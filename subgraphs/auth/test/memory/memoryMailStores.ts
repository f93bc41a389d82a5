import { nameIntent, type MailIntent } from '../../domain/mailIntent';
import type { MailLink } from '../../domain/mailLink';
import type { MailLinkStore, MailOutbox } from '../../ports';

interface Waiting {
  intent: MailIntent;
  attempt: number;
  dueAt: Date;
  leasedUntil: Date;
  giveUpAt: Date;
}

export function createMemoryMailOutbox(): MailOutbox & { readonly waiting: Map<string, Waiting> } {
  const waiting = new Map<string, Waiting>();
  const find = (claim: string): [string, Waiting | undefined] => {
    const [name, attempt] = JSON.parse(claim) as [string, number];
    const found = waiting.get(name);
    return [name, found?.attempt === attempt ? found : undefined];
  };
  return {
    waiting,
    async addIntent(intent, now, giveUpAt) {
      const name = nameIntent(intent);
      const before = waiting.get(name);
      waiting.set(name, {
        intent: before?.intent ?? intent,
        attempt: before?.attempt ?? 0,
        leasedUntil: before?.leasedUntil ?? new Date(0),
        dueAt: before === undefined || before.dueAt > now ? now : before.dueAt,
        giveUpAt: before === undefined || before.giveUpAt < giveUpAt ? giveUpAt : before.giveUpAt,
      });
    },
    async claimIntent(now, leasedUntil) {
      const due = [...waiting]
        .filter(([, one]) => one.dueAt <= now && one.leasedUntil <= now)
        .sort(([, a], [, b]) => a.dueAt.getTime() - b.dueAt.getTime())[0];
      if (due === undefined) return null;
      const [name, one] = due;
      const attempt = one.attempt + 1;
      waiting.set(name, { ...one, attempt, leasedUntil });
      return { intent: one.intent, claim: JSON.stringify([name, attempt]), attempt, giveUpAt: one.giveUpAt };
    },
    async finishIntent(claim) {
      const [name, found] = find(claim);
      if (found !== undefined) waiting.delete(name);
    },
    async postponeIntent(claim, dueAt) {
      const [name, found] = find(claim);
      if (found !== undefined) waiting.set(name, { ...found, dueAt, leasedUntil: new Date(0) });
    },
  };
}

export function createMemoryMailLinkStore(): MailLinkStore & { readonly all: Map<string, MailLink> } {
  const all = new Map<string, MailLink>();
  const find = (kind: string, tokenHash: string, now: Date): MailLink | null => {
    const link = all.get(tokenHash);
    return link !== undefined && link.kind === kind && link.expiresAt > now ? link : null;
  };
  return {
    all,
    async insertLink(link) {
      all.set(link.tokenHash, link);
    },
    async findLink(kind, tokenHash, now) {
      return find(kind, tokenHash, now);
    },
    async takeLink(kind, tokenHash, now) {
      const link = find(kind, tokenHash, now);
      if (link !== null) all.delete(tokenHash);
      return link;
    },
    async dropLinks(accountId, kinds) {
      for (const link of all.values()) {
        if (link.accountId === accountId && kinds.includes(link.kind)) all.delete(link.tokenHash);
      }
    },
  };
}
