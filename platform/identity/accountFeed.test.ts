import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { createLog } from '../service';
import { AccountFeedFollower, type AccountFeedEvent, type FeedCursor } from './AccountFeedFollower';
import { createFeedPass, hasFeedPass } from './feedPass';
import { followRevocations } from './followRevocations';
import { RevokedSessions } from './RevokedSessions';

const SECRET = 'a service secret of 32 characters or more';
const ended = (sessionId: string) => ({
  kind: 'SESSION_ENDED',
  accountId: 'account',
  sessionId,
  at: '2030-01-01T00:00:00Z',
});
const deleted = (accountId: string) => ({ kind: 'ACCOUNT_DELETED', accountId, at: '2030-01-01T00:00:00Z' });

/** A feed to follow, one page for each cursor, and what followers wrote to their log. */
async function startFeed(pages: Record<string, object>) {
  const seen: IncomingMessage[] = [];
  const state = { isDown: false };
  const server = createServer((request, response) => {
    seen.push(request);
    const after = new URL(request.url ?? '', 'http://feed').searchParams.get('after') ?? 'recent';
    const page = pages[after] ?? { events: [], cursor: after, hasMore: false };
    response.statusCode = state.isDown ? 503 : 'reason' in page ? 400 : 200;
    response.end(state.isDown ? '{}' : JSON.stringify(page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const lines: string[] = [];
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(chunk.toString());
    done();
  };
  return {
    seen,
    state,
    lines,
    authUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log: createLog('files', 'info', new Writable({ write })),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function cursorAt(start: string | null) {
  const moves: (string | null)[] = [start];
  const cursor: FeedCursor = {
    load: async () => moves.at(-1) ?? null,
    async advance(_from, to) {
      moves.push(to);
    },
    async reset() {
      moves.push(start);
    },
  };
  return { cursor, moves };
}

it('R05 T08 refuses the tokens of ended sessions and deleted accounts as the feed tells', async () => {
  const feed = await startFeed({
    recent: { events: [ended('one'), deleted('gone')], cursor: '2', hasMore: true },
    '2': { events: [{ ...ended('two'), kind: 'NEW_KIND' }, ended('three')], cursor: '4', hasMore: false },
  });
  const revoked = new RevokedSessions();
  const pass = createFeedPass(SECRET);
  const follower = followRevocations(revoked, { authUrl: feed.authUrl, pass, log: feed.log });
  await until(() => revoked.isRevoked({ userId: 'account', sessionId: 'three' }));
  expect(revoked.isRevoked({ userId: 'account', sessionId: 'one' })).toBe(true);
  expect(revoked.isRevoked({ userId: 'account', sessionId: 'two' })).toBe(false);
  expect(revoked.isRevoked({ userId: 'gone', sessionId: 'any' })).toBe(true);
  expect(hasFeedPass(feed.seen[0]?.headers.authorization, SECRET)).toBe(true);
  await follower.stop();
  await feed.close();
});

it('D07 says once that it cannot follow and once that it can again, and misses nothing', async () => {
  const feed = await startFeed({ '0': { events: [ended('one')], cursor: '1', hasMore: false } });
  feed.state.isDown = true;
  const { cursor, moves } = cursorAt('0');
  const handled: AccountFeedEvent[] = [];
  const follower = new AccountFeedFollower({
    name: 'test',
    authUrl: feed.authUrl,
    pass: null,
    log: feed.log,
    cursor,
    handle: async (event) => void handled.push(event),
  });
  await until(() => feed.seen.length >= 2);
  expect(handled).toEqual([]);
  feed.state.isDown = false;
  await until(() => moves.length > 1 && feed.lines.length > 1);
  expect(handled).toEqual([ended('one')]);
  expect(moves).toEqual(['0', '1']);
  expect(feed.lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'cannot follow the account events; trying again',
    'following the account events again',
  ]);
  await follower.stop();
  await feed.close();
});

it('does not go on behind an event that it could not deal with', async () => {
  const feed = await startFeed({
    '0': { events: [ended('one'), ended('two')], cursor: '2', hasMore: false },
  });
  const { cursor, moves } = cursorAt('0');
  const handled: string[] = [];
  const follower = new AccountFeedFollower({
    name: 'test',
    authUrl: feed.authUrl,
    pass: null,
    log: feed.log,
    cursor,
    async handle({ sessionId = '' }) {
      handled.push(sessionId);
      if (handled.length === 2) throw new Error('the database is down');
    },
  });
  await until(() => moves.length > 1);
  expect(handled).toEqual(['one', 'two', 'one', 'two']);
  await follower.stop();
  await feed.close();
});

it('starts over when the feed has never been as far as its cursor', async () => {
  const feed = await startFeed({ '9': { reason: 'CURSOR_AHEAD' } });
  const { cursor, moves } = cursorAt(null);
  moves.push('9');
  const options = { name: 'test', authUrl: feed.authUrl, pass: null, log: feed.log };
  const follower = new AccountFeedFollower({ ...options, cursor, handle: async () => undefined });
  await until(() => moves.length > 3);
  expect(moves).toEqual([null, '9', null, 'recent']);
  await follower.stop();
  await feed.close();
});

it('forgets a session when its last token has expired', () => {
  let now = 0;
  const revoked = new RevokedSessions(() => now);
  revoked.revokeSession('old');
  now = 15.5 * 60_000;
  revoked.revokeSession('young');
  expect(revoked.isRevoked({ userId: 'u', sessionId: 'old' })).toBe(true);
  now = 16 * 60_000;
  revoked.revokeAccount('gone');
  expect(revoked.isRevoked({ userId: 'u', sessionId: 'old' })).toBe(false);
  expect(revoked.isRevoked({ userId: 'u', sessionId: 'young' })).toBe(true);
});
