import { randomUUID } from 'node:crypto';
import type { Session } from '../../domain/session';
import type { SigningKey } from '../../domain/signingKey';
import type { AccountStore, NewAccount, SessionStore, SigningKeyStore } from '../../ports';
import { createMemoryStores } from '../memory/memoryStores';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

/** What each way of keeping things must be and do; a new one is added to this list and nowhere else. */
const KINDS = {
  memory: async () => ({ stores: createMemoryStores(), close: async () => undefined }),
  mongo: async () => {
    const server = await startDatabaseServer();
    const { stores, drop } = await openMongoStores(ownDatabase(server.uri));
    return {
      stores,
      close: async () => {
        await drop();
        await server.close();
      },
    };
  },
};

const NOW = new Date('2030-01-01T12:34:56.789Z');
const LATER = new Date('2030-01-01T12:35:00.000Z');
const IN_A_YEAR = new Date('2031-01-01T00:00:00.000Z');

function buildAccount(overrides: Partial<NewAccount> = {}): NewAccount {
  const id = randomUUID();
  return {
    id,
    email: `Ada.${id}@Example.com`,
    emailKey: `ada.${id}@example.com`,
    name: 'Ada 李',
    roles: ['admin'],
    createdAt: NOW,
    disabledAt: null,
    securityVersion: 0,
    passwordHash: '$2b$04$hash',
    ...overrides,
  };
}

function buildSession(overrides: Partial<Session> = {}): Session {
  return {
    id: randomUUID(),
    accountId: randomUUID(),
    createdAt: NOW,
    renewedAt: NOW,
    newestHash: 'R1',
    predecessorHash: null,
    successorSalt: null,
    endedAt: null,
    endReason: null,
    ...overrides,
  };
}

function buildKey(generation: number): SigningKey {
  return {
    generation,
    kid: randomUUID(),
    algorithm: 'ES256',
    publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
    sealedPrivateKey: { iv: 'iv', ciphertext: 'text', tag: 'tag' },
    createdAt: NOW,
    activeFrom: LATER,
  };
}

const count = (answers: readonly boolean[]) => answers.filter(Boolean).length;

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s', (kind) => {
  let accounts: AccountStore;
  let sessions: SessionStore;
  let signingKeys: SigningKeyStore;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await KINDS[kind]();
    ({ accounts, sessions, signingKeys } = opened.stores);
    close = opened.close;
  });
  afterAll(() => close());

  describe('AccountStore', () => {
    it('gives back what was put in, without the secret where it is not asked for', async () => {
      const { passwordHash, emailKey, ...account } = buildAccount();
      await accounts.insertAccount({ ...account, passwordHash, emailKey });
      expect(await accounts.findByEmailKey(emailKey)).toEqual({ account, passwordHash });
      expect(await accounts.findById(account.id)).toEqual({ account, passwordHash });
      expect(await accounts.findById('nobody')).toBeNull();
      expect(await accounts.findByIds([account.id])).toEqual([account]);
    });

    it('finds those that exist of many ids', async () => {
      const [one, two] = [buildAccount(), buildAccount()];
      await accounts.insertAccount(one);
      await accounts.insertAccount(two);
      const found = await accounts.findByIds([two.id, 'nobody', one.id, one.id]);
      expect(found.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
      expect(await accounts.findByIds([])).toEqual([]);
      expect(await accounts.findByEmailKey('nobody@example.com')).toBeNull();
    });

    it('P08 lets exactly one of 50 have an address', async () => {
      const { emailKey } = buildAccount();
      const inserts = Array.from({ length: 50 }, () => accounts.insertAccount(buildAccount({ emailKey })));
      const results = await Promise.allSettled(inserts);
      const refused = results.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      expect(refused).toHaveLength(49);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'EMAIL_TAKEN', field: 'email' });
    });

    it('P05 replaces a password hash once, however many try at the same time', async () => {
      const account = buildAccount();
      await accounts.insertAccount(account);
      const tries = Array.from({ length: 10 }, (_, index) =>
        accounts.replacePasswordHash(account.id, account.passwordHash, `new ${index}`),
      );
      expect(count(await Promise.all(tries))).toBe(1);
      expect((await accounts.findByEmailKey(account.emailKey))?.passwordHash).toMatch(/^new /);
      expect(await accounts.replacePasswordHash('nobody', 'a', 'b')).toBe(false);
    });

    it('P09 takes an operator for a text', async () => {
      for (const text of ['{"$gt":""}', '$where', '__proto__']) {
        expect(await accounts.findByEmailKey(text)).toBeNull();
        expect(await accounts.findByIds([text])).toEqual([]);
      }
    });
  });

  describe('SessionStore', () => {
    it('gives back what was put in', async () => {
      const session = buildSession({ predecessorHash: 'R0', successorSalt: 'salt' });
      await sessions.insertSession(session, IN_A_YEAR);
      expect(await sessions.findSession(session.id)).toEqual(session);
      expect(await sessions.findSession('none')).toBeNull();
    });

    it('R04 takes one step of 50 at the same time', async () => {
      const session = buildSession();
      await sessions.insertSession(session, IN_A_YEAR);
      const steps = Array.from({ length: 50 }, (_, index) =>
        sessions.renewSession({
          sessionId: session.id,
          fromHash: 'R1',
          toHash: `R2 ${index}`,
          successorSalt: `salt ${index}`,
          at: LATER,
        }),
      );
      const taken = await Promise.all(steps);
      const winner = taken.indexOf(true);
      expect(count(taken)).toBe(1);
      expect(await sessions.findSession(session.id)).toEqual({
        ...session,
        newestHash: `R2 ${winner}`,
        predecessorHash: 'R1',
        successorSalt: `salt ${winner}`,
        renewedAt: LATER,
      });
    });

    it('R02 ends a session once, after which it takes no step', async () => {
      const session = buildSession();
      await sessions.insertSession(session, IN_A_YEAR);
      const ends = Array.from({ length: 10 }, () =>
        sessions.endSession(session.id, 'REFRESH_TOKEN_REUSED', LATER),
      );
      expect(count(await Promise.all(ends))).toBe(1);
      expect(await sessions.endSession(session.id, 'LOGOUT', LATER)).toBe(false);
      expect(await sessions.endSession('none', 'LOGOUT', LATER)).toBe(false);
      const step = { sessionId: session.id, fromHash: 'R1', toHash: 'R2', successorSalt: 's', at: LATER };
      expect(await sessions.renewSession(step)).toBe(false);
      const ended = { ...session, endedAt: LATER, endReason: 'REFRESH_TOKEN_REUSED' };
      expect(await sessions.findSession(session.id)).toEqual(ended);
    });

    it('R05 ends all sessions of one account and of no other', async () => {
      const mine = [buildSession({ accountId: 'me' }), buildSession({ accountId: 'me' })];
      const ended = buildSession({ accountId: 'me', endedAt: NOW, endReason: 'LOGOUT' });
      const other = buildSession();
      for (const session of [...mine, ended, other]) await sessions.insertSession(session, IN_A_YEAR);
      expect(await sessions.endAllSessions('me', 'LOGOUT_EVERYWHERE', LATER)).toBe(2);
      expect(await sessions.endAllSessions('me', 'LOGOUT_EVERYWHERE', LATER)).toBe(0);
      expect(await sessions.findSession(mine[0]!.id)).toMatchObject({ endReason: 'LOGOUT_EVERYWHERE' });
      expect(await sessions.findSession(ended.id)).toEqual(ended);
      expect(await sessions.findSession(other.id)).toEqual(other);
    });
  });

  describe('SigningKeyStore', () => {
    it('lists keys by generation, and takes each generation once however many come at the same time', async () => {
      const second = buildKey(2);
      expect(await signingKeys.addKey(second)).toBe(true);
      const firsts = Array.from({ length: 10 }, () => buildKey(1));
      const added = await Promise.all(firsts.map((key) => signingKeys.addKey(key)));
      expect(count(added)).toBe(1);
      expect(await signingKeys.listKeys()).toEqual([firsts[added.indexOf(true)], second]);
    });
  });
});
