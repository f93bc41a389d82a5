import { randomUUID } from 'node:crypto';
import type { AccountEvent } from '../../domain/accountEvent';
import type { AccountEventStore } from '../../ports';
import { appendAccountEvent } from '../../usecases/appendAccountEvent';
import { describeEachStore } from './eachStore';

const at = (seconds: number) => new Date(Date.parse('2030-01-01T12:00:00.123Z') + seconds * 1000);

function buildEvent(
  sequence: number,
  overrides: { recordedAt?: Date; sessionId?: string } = {},
): AccountEvent {
  const ids = { accountId: randomUUID(), sessionId: randomUUID() };
  return { sequence, kind: 'SESSION_ENDED', ...ids, at: at(0), recordedAt: at(sequence), ...overrides };
}

describeEachStore((stores) => {
  let events: AccountEventStore;
  beforeAll(() => {
    events = stores().accountEvents;
  });

  it('keeps events in their order, and each place and each happening once', async () => {
    expect(await events.findNewestSequence()).toBe(0);
    expect(await events.listEventsAfter(0, 10)).toEqual([]);
    expect(await events.findSequenceSince(at(0))).toBeNull();

    const first = buildEvent(1);
    const second: AccountEvent = {
      sequence: 2,
      kind: 'ACCOUNT_DELETED',
      accountId: 'gone',
      at: at(0),
      recordedAt: at(2),
    };
    expect(await events.insertEvent(first)).toBe('INSERTED');
    expect(await events.insertEvent(second)).toBe('INSERTED');
    expect(await events.insertEvent(buildEvent(2))).toBe('SEQUENCE_TAKEN');
    expect(await events.insertEvent({ ...first, sequence: 3 })).toBe('KEY_TAKEN');
    expect(await events.insertEvent({ ...second, sequence: 3 })).toBe('KEY_TAKEN');

    expect(await events.findNewestSequence()).toBe(2);
    expect(await events.listEventsAfter(0, 10)).toEqual([first, second]);
    expect(await events.listEventsAfter(0, 1)).toEqual([first]);
    expect(await events.listEventsAfter(1, 10)).toEqual([second]);
    expect(await events.listEventsAfter(2, 10)).toEqual([]);
    expect(await events.findSequenceSince(at(2))).toBe(2);
    expect(await events.findSequenceSince(at(3))).toBeNull();
  });

  it('gives 30 that are appended at the same time a place each, without a gap', async () => {
    const newest = await events.findNewestSequence();
    const deps = { accountEvents: events, clock: () => at(100) };
    const happenings = Array.from({ length: 30 }, (_, index) => ({
      kind: 'SESSION_ENDED' as const,
      accountId: 'busy',
      // Every one of them twice: a retry, or another process that relays it.
      sessionId: `session ${index >> 1}`,
      at: at(99),
    }));
    await Promise.all(happenings.map((happening) => appendAccountEvent(deps, happening)));
    const found = await events.listEventsAfter(newest, 100);
    expect(found.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 15 }, (_, index) => newest + 1 + index),
    );
    expect(new Set(found.map((event) => 'sessionId' in event && event.sessionId)).size).toBe(15);
  });

  it('forgets old ends of sessions, but no deletion and never the newest event', async () => {
    const newest = await events.findNewestSequence();
    expect(await events.pruneSessionEnds(at(1_000))).toBe(newest - 2);
    expect(await events.findNewestSequence()).toBe(newest);
    expect((await events.listEventsAfter(0, 10)).map(({ sequence }) => sequence)).toEqual([2, newest]);
    expect(await events.pruneSessionEnds(at(1_000))).toBe(0);
    const next = buildEvent(newest + 1, { recordedAt: at(2_000) });
    expect(await events.insertEvent(next)).toBe('INSERTED');
    expect(await events.pruneSessionEnds(at(1_000))).toBe(1);
    expect(await events.listEventsAfter(2, 10)).toEqual([next]);
  });
});
