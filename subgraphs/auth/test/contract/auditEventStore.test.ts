import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../domain/auditEvent';
import type { AuditEventFilter, AuditEventStore } from '../../ports';
import { describeEachStore } from './eachStore';

const IN_A_YEAR = new Date('2031-01-01T00:00:00.000Z');
const second = (count: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, count));

function buildEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: randomUUID(),
    at: second(0),
    kind: 'LOGGED_IN',
    accountId: randomUUID(),
    actorId: null,
    sessionId: null,
    address: '192.0.2.1',
    device: { type: 'DESKTOP', browser: 'Firefox', os: null },
    requestId: 'r',
    ...overrides,
  };
}

describeEachStore((stores) => {
  let events: AuditEventStore;
  beforeAll(() => ({ auditEvents: events } = stores()));

  const append = async (entries: readonly AuditEntry[]) => {
    for (const entry of entries) await events.appendEvent(entry, IN_A_YEAR);
  };

  it('gives back what was put in', async () => {
    const entry = buildEntry({ actorId: 'eve', sessionId: 's', address: null });
    await append([entry]);
    expect(await events.listEvents({ accountId: entry.accountId! }, null, 10)).toEqual([entry]);
  });

  it('lists the newest first, and pages without losing or repeating any, also within one moment', async () => {
    const accountId = randomUUID();
    const entries = [3, 1, 2, 2, 2, 2, 1].map((at) => buildEntry({ accountId, at: second(at) }));
    await append(entries);
    const listed: AuditEntry[] = [];
    for (;;) {
      const last = listed.at(-1);
      const page = await events.listEvents({ accountId }, last === undefined ? null : last, 2);
      if (page.length === 0) break;
      listed.push(...page);
      // What comes meanwhile is newer than what is being read.
      await append([buildEntry({ accountId, at: second(9) })]);
    }
    const ordered = entries.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
    expect(listed).toEqual(ordered);
  });

  it('lists and counts what a filter says, and nothing of other accounts', async () => {
    const accountId = randomUUID();
    await append([
      buildEntry({ accountId, at: second(1), kind: 'REGISTERED' }),
      buildEntry({ accountId, at: second(2), kind: 'LOGGED_IN' }),
      buildEntry({ accountId, at: second(3), kind: 'LOGGED_OUT' }),
      buildEntry({ at: second(2) }),
    ]);
    const kindsOf = async (filter: AuditEventFilter) => {
      const found = await events.listEvents({ accountId, ...filter }, null, 10);
      expect(await events.countEvents({ accountId, ...filter })).toBe(found.length);
      return found.map(({ kind }) => kind);
    };
    expect(await kindsOf({})).toEqual(['LOGGED_OUT', 'LOGGED_IN', 'REGISTERED']);
    expect(await kindsOf({ kinds: ['REGISTERED', 'LOGGED_OUT'] })).toEqual(['LOGGED_OUT', 'REGISTERED']);
    expect(await kindsOf({ from: second(2) })).toEqual(['LOGGED_OUT', 'LOGGED_IN']);
    expect(await kindsOf({ until: second(2) })).toEqual(['REGISTERED']);
    expect(await kindsOf({ from: second(2), until: second(3) })).toEqual(['LOGGED_IN']);
  });

  it('forgets where a person was in the events about it and in those it made happen to others', async () => {
    const [gone, stays] = [randomUUID(), randomUUID()];
    const entries = [
      buildEntry({ accountId: gone, actorId: stays, at: second(3) }),
      buildEntry({ accountId: stays, actorId: gone, at: second(2) }),
      buildEntry({ accountId: stays, at: second(1) }),
    ];
    await append(entries);
    await events.forgetOrigins(gone);
    const nowhere = { address: null, device: { type: 'UNKNOWN', browser: null, os: null } };
    expect(await events.listEvents({ accountId: gone }, null, 9)).toEqual([{ ...entries[0], ...nowhere }]);
    expect(await events.listEvents({ accountId: stays }, null, 9)).toEqual([
      { ...entries[1], ...nowhere },
      entries[2],
    ]);
  });

  it('keeps to both the cursor and the end of a filter', async () => {
    const accountId = randomUUID();
    const entries = [1, 2, 3, 4].map((at) => buildEntry({ accountId, at: second(at) }));
    await append(entries);
    const behind = (index: number, filter: AuditEventFilter) =>
      events.listEvents({ accountId, ...filter }, entries[index]!, 10);
    expect(await behind(3, { until: second(3) })).toEqual([entries[1], entries[0]]);
    expect(await behind(1, { until: second(4) })).toEqual([entries[0]]);
    expect(await behind(2, { from: second(2) })).toEqual([entries[1]]);
  });
});
