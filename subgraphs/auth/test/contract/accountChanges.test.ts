import { randomUUID } from 'node:crypto';
import type { NewAccount } from '../../ports';
import { describeEachStore } from './eachStore';

const NOW = new Date('2030-01-01T00:00:00.000Z');
const LATER = new Date('2030-01-02T00:00:00.000Z');

function buildAccount(overrides: Partial<NewAccount> = {}): NewAccount {
  const id = randomUUID();
  return {
    id,
    email: `Ada.${id}@Example.com`,
    emailKey: `ada.${id}@example.com`,
    emailVerifiedAt: null,
    name: 'Ada',
    roles: [],
    createdAt: NOW,
    secondFactor: null,
    disabledAt: null,
    securityVersion: 0,
    passwordHash: 'old hash',
    ...overrides,
  };
}

describeEachStore((stores) => {
  const add = async (overrides: Partial<NewAccount> = {}) => {
    const account = buildAccount(overrides);
    await stores().accounts.insertAccount(account);
    return account;
  };

  describe('AccountStore.setPassword', () => {
    const change = ({ id, emailKey, securityVersion }: NewAccount) => ({
      accountId: id,
      emailKey,
      securityVersion,
      passwordHash: 'new hash',
      emailVerifiedAt: NOW,
    });

    it('puts another password in place and raises the version, in one step', async () => {
      const account = await add();
      const changed = await stores().accounts.setPassword(change(account));
      expect(changed).toMatchObject({ id: account.id, securityVersion: 1, emailVerifiedAt: NOW });
      expect(await stores().accounts.findById(account.id)).toEqual({
        account: changed,
        passwordHash: 'new hash',
      });
    });

    it('T08 lets one of ten at the same version do so', async () => {
      const account = await add();
      const results = await Promise.all(
        Array.from({ length: 10 }, () => stores().accounts.setPassword(change(account))),
      );
      expect(results.filter((result) => result !== null)).toHaveLength(1);
    });

    it.each([
      ['another account', { accountId: 'nobody' }],
      ['another address', { emailKey: 'other@example.com' }],
      ['another version', { securityVersion: 1 }],
    ])('changes nothing for %s', async (_what, other) => {
      const account = await add();
      expect(await stores().accounts.setPassword({ ...change(account), ...other })).toBeNull();
      expect((await stores().accounts.findById(account.id))?.passwordHash).toBe('old hash');
    });
  });

  describe('AccountStore.verifyEmail', () => {
    it('keeps the first time, and wants the address that the account has', async () => {
      const { id, emailKey } = await add();
      const { accounts } = stores();
      expect(await accounts.verifyEmail(id, 'other@example.com', NOW)).toBeNull();
      expect(await accounts.verifyEmail('nobody', emailKey, NOW)).toBeNull();
      expect(await accounts.verifyEmail(id, emailKey, NOW)).toMatchObject({ emailVerifiedAt: NOW });
      expect(await accounts.verifyEmail(id, emailKey, LATER)).toMatchObject({ emailVerifiedAt: NOW });
    });
  });

  describe('AccountStore.changeEmail', () => {
    const to = (account: NewAccount, email: string) => ({
      accountId: account.id,
      fromKey: account.emailKey,
      securityVersion: account.securityVersion,
      email,
      emailKey: email.toLowerCase(),
      at: LATER,
    });

    it('puts a verified address in place of the one it is from', async () => {
      const account = await add();
      const email = `New.${account.id}@example.com`;
      const { accounts } = stores();
      expect(await accounts.changeEmail(to(account, email))).toMatchObject({ email, emailVerifiedAt: LATER });
      expect((await accounts.findByEmailKey(email.toLowerCase()))?.account.id).toBe(account.id);
      expect(await accounts.findByEmailKey(account.emailKey)).toBeNull();
      expect(await accounts.changeEmail(to(account, 'again@example.com'))).toBeNull();
    });

    it('changes nothing once the account has another version', async () => {
      const account = await add();
      const change = { ...to(account, 'late@example.com'), securityVersion: account.securityVersion + 1 };
      expect(await stores().accounts.changeEmail(change)).toBeNull();
    });

    it('P08 gives an address that ten want at the same moment to one of them', async () => {
      const { accounts } = stores();
      const all = await Promise.all(Array.from({ length: 10 }, () => add()));
      const email = `wanted.${randomUUID()}@example.com`;
      const results = await Promise.allSettled(
        all.map((account) => accounts.changeEmail(to(account, email))),
      );
      const refused = results.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      expect(refused).toHaveLength(9);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'EMAIL_TAKEN' });
    });

    it('gives an account that has changed only the case of its address the same one', async () => {
      const account = await add();
      const email = account.email.toUpperCase();
      expect(await stores().accounts.changeEmail(to(account, email))).toMatchObject({ email });
    });
  });
});
