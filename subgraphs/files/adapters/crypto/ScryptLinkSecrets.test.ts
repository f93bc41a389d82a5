import { ScryptLinkSecrets } from './ScryptLinkSecrets';

it('hashes a password, and knows it again however its letters are composed', async () => {
  const secrets = new ScryptLinkSecrets();
  const hash = await secrets.hashPassword('caf\u00e9 noir');
  const check = (password: string) => secrets.attempt((matches) => matches(password, hash));
  expect(await check('cafe\u0301 noir')).toBe(true);
  expect(await check('cafe noir')).toBe(false);
  expect(await secrets.hashPassword('caf\u00e9 noir')).not.toBe(hash);
});

it('M01 tells those who would wait too long for their turn to come back, however slow the others are', async () => {
  const secrets = new ScryptLinkSecrets();
  const ends: (() => void)[] = [];
  const slow = Array.from({ length: 2 }, () =>
    secrets.attempt(() => new Promise<void>((resolve) => ends.push(resolve))),
  );
  const refused = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 3 };
  const late = Array.from({ length: 20 }, () => secrets.attempt(async () => undefined));
  await expect(secrets.attempt(async () => undefined)).rejects.toMatchObject(refused);
  for (const attempt of await Promise.allSettled(late)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: refused });
  }
  for (const end of ends) end();
  await Promise.all(slow);
});
