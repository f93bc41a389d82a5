import { randomUUID } from 'node:crypto';
import type { SigningKey } from '../../domain/signingKey';
import type { AccountStore, NewAccount, SigningKeyStore } from '../../ports';
import { describeEachStore } from './eachStore';

const NOW = new Date('2030-01-01T12:34:56.789Z');
const LATER = new Date('2030-01-01T12:35:00.000Z');

function buildAccount(overrides: Partial<NewAccount> = {}): NewAccount {
  const id = randomUUID();
  return {
    id,
    email: `Ada.${id}@Example.com`,
    emailKey: `ada.${id}@example.com`,
    name: 'Ada 李',
    roles: ['admin'],
    createdAt: NOW,
    secondFactor: null,
    emailVerifiedAt: null,
    disabledAt: null,
    securityVersion: 0,
    passwordHash: '$2b$04$hash',
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

describeEachStore((stores) => {
  let accounts: AccountStore;
  let signingKeys: SigningKeyStore;
  beforeAll(() => ({ accounts, signingKeys } = stores()));

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

  describe('SigningKeyStore', () => {
    it('lists keys by generation, and takes each generation once however many come at the same time', async () => {
      const second = buildKey(2);
      expect(await signingKeys.addKey(second)).toBe(true);
      const firsts = Array.from({ length: 10 }, () => buildKey(1));
      const added = await Promise.all(firsts.map((key) => signingKeys.addKey(key)));
      expect(count(added)).toBe(1);
      const rsa: SigningKey = {
        ...buildKey(3),
        algorithm: 'RS256',
        publicJwk: { kty: 'RSA', n: 'n', e: 'AQAB' },
      };
      expect(await signingKeys.addKey(rsa)).toBe(true);
      expect(await signingKeys.listKeys()).toEqual([firsts[added.indexOf(true)], second, rsa]);
      await signingKeys.removeKeys(0);
      await signingKeys.removeKeys(2);
      expect(await signingKeys.listKeys()).toEqual([rsa]);
    });
  });
});
