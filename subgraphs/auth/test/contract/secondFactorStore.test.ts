import { randomUUID } from 'node:crypto';
import type { PendingTotp, Totp } from '../../domain/secondFactor';
import type { AccountStore, SecondFactorStore } from '../../ports';
import { STORE_KINDS, type StoreKind } from './storeKinds';

const NOW = new Date('2030-01-01T12:34:56.789Z');
const LATER = new Date('2030-01-01T12:50:00.000Z');
const sealedSecret = { iv: 'iv', ciphertext: 'text', tag: 'tag' };
const buildPending = (): PendingTotp => ({
  id: randomUUID(),
  sealedSecret,
  sessionId: randomUUID(),
  expiresAt: LATER,
});
const enabled = ({ id }: { id: string }, lastStep = 100): Totp => ({
  id,
  sealedSecret,
  enabledAt: NOW,
  lastStep,
});
const count = (answers: readonly boolean[]) => answers.filter(Boolean).length;

describe.each(Object.keys(STORE_KINDS) as StoreKind[])('SecondFactorStore on %s', (kind) => {
  let accounts: AccountStore;
  let secondFactors: SecondFactorStore;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await STORE_KINDS[kind]();
    ({ accounts, secondFactors } = opened.stores);
    close = opened.close;
  });
  afterAll(() => close());

  async function addAccount(): Promise<string> {
    const id = randomUUID();
    await accounts.insertAccount({
      id,
      email: `${id}@example.com`,
      emailKey: `${id}@example.com`,
      name: 'Ada',
      roles: [],
      createdAt: NOW,
      secondFactor: null,
      emailVerifiedAt: null,
      disabledAt: null,
      securityVersion: 0,
      passwordHash: '$2b$04$hash',
    });
    return id;
  }

  async function addEnabled(codes: readonly string[] = ['a', 'b', 'c']) {
    const id = await addAccount();
    const pending = buildPending();
    await secondFactors.putPendingTotp(id, pending);
    const totp = enabled(pending);
    expect(await secondFactors.enableTotp(id, totp, codes)).toBe(true);
    return { id, totp };
  }

  it('has nothing for an account at first, and for nobody', async () => {
    for (const id of [await addAccount(), 'nobody']) {
      expect(await secondFactors.findTotp(id)).toBeNull();
      expect(await secondFactors.findPendingTotp(id)).toBeNull();
      expect(await secondFactors.useRecoveryCode(id, 'a')).toBe(false);
      expect(await secondFactors.useStep(id, 'totp', 1)).toBe(false);
      expect(await secondFactors.removeTotp(id)).toBe(false);
    }
  });

  it('keeps an enrolment apart until it is confirmed', async () => {
    const { id, totp } = await addEnabled();
    const [first, second] = [buildPending(), buildPending()];
    await secondFactors.putPendingTotp(id, first);
    await secondFactors.putPendingTotp(id, second);
    expect(await secondFactors.findPendingTotp(id)).toEqual(second);
    expect(await secondFactors.findTotp(id)).toEqual(totp);
    expect(await secondFactors.enableTotp(id, enabled(first), [])).toBe(false);
    expect(await secondFactors.enableTotp(id, enabled(second), ['x'])).toBe(true);
    expect(await secondFactors.findTotp(id)).toEqual(enabled(second));
    expect(await secondFactors.findPendingTotp(id)).toBeNull();
    expect(await secondFactors.useRecoveryCode(id, 'a')).toBe(false);
    expect(await secondFactors.useRecoveryCode(id, 'x')).toBe(true);
  });

  it('tells of the account how its second factor stands', async () => {
    const { id } = await addEnabled();
    const look = async () => (await accounts.findByIds([id]))[0];
    expect(await look()).toMatchObject({
      secondFactor: { enabledAt: NOW, recoveryCodesLeft: 3 },
      securityVersion: 1,
    });
    await secondFactors.useRecoveryCode(id, 'b');
    expect((await accounts.findById(id))?.account.secondFactor).toEqual({
      enabledAt: NOW,
      recoveryCodesLeft: 2,
    });
    expect(await secondFactors.removeTotp(id)).toBe(true);
    expect(await look()).toMatchObject({ secondFactor: null });
  });

  it('enables an enrolment once, however many confirm it at the same time', async () => {
    const id = await addAccount();
    const pending = buildPending();
    await secondFactors.putPendingTotp(id, pending);
    const tries = Array.from({ length: 10 }, (_, index) =>
      secondFactors.enableTotp(id, enabled(pending, index), [String(index)]),
    );
    const answers = await Promise.all(tries);
    expect(count(answers)).toBe(1);
    expect(await secondFactors.findTotp(id)).toEqual(enabled(pending, answers.indexOf(true)));
  });

  it('uses each step once, and none before one that was used', async () => {
    const { id, totp } = await addEnabled();
    const use = (step: number) => secondFactors.useStep(id, totp.id, step);
    expect(await use(100)).toBe(false);
    expect(count(await Promise.all(Array.from({ length: 20 }, () => use(102))))).toBe(1);
    expect(await use(101)).toBe(false);
    expect(await secondFactors.useStep(id, 'another', 200)).toBe(false);
    expect(await use(103)).toBe(true);
  });

  it('uses each recovery code once', async () => {
    const { id } = await addEnabled();
    const uses = Array.from({ length: 20 }, () => secondFactors.useRecoveryCode(id, 'b'));
    expect(count(await Promise.all(uses))).toBe(1);
    expect(await secondFactors.useRecoveryCode(id, 'c')).toBe(true);
  });

  it('replaces recovery codes of the app that is enabled, and of no other', async () => {
    const { id, totp } = await addEnabled();
    expect(await secondFactors.replaceRecoveryCodes(id, 'another', ['x'])).toBe(false);
    expect(await secondFactors.replaceRecoveryCodes(id, totp.id, ['x', 'y'])).toBe(true);
    expect(await secondFactors.useRecoveryCode(id, 'a')).toBe(false);
    expect(await secondFactors.useRecoveryCode(id, 'x')).toBe(true);
  });

  it('forgets all of it when it is removed, once', async () => {
    const { id, totp } = await addEnabled();
    await secondFactors.putPendingTotp(id, buildPending());
    const removals = await Promise.all(Array.from({ length: 5 }, () => secondFactors.removeTotp(id)));
    expect(count(removals)).toBe(1);
    expect(await secondFactors.findTotp(id)).toBeNull();
    expect(await secondFactors.findPendingTotp(id)).toBeNull();
    expect(await secondFactors.useRecoveryCode(id, 'a')).toBe(false);
    expect(await secondFactors.useStep(id, totp.id, 200)).toBe(false);
  });
});
