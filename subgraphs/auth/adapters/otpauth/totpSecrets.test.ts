import { createTotpSecrets, findStep } from './totpSecrets';

const pepper = 'a pepper for tests, of 32 characters or more';
const secrets = createTotpSecrets({ pepper, issuer: 'Cloakroom' });
const rfcSecret = new Uint8Array(Buffer.from('12345678901234567890', 'ascii'));
const at = (seconds: number) => new Date(seconds * 1000);

/** RFC 6238 appendix B, SHA-1; six digits are the last six of eight. */
it.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('reads the test vector of RFC 6238 at %i s', (seconds, eightDigits) => {
  const code = eightDigits.slice(2);
  const step = Math.floor(seconds / 30);
  expect(findStep(rfcSecret, code, at(seconds))).toBe(step);
  expect(findStep(rfcSecret, code, at(seconds + 30))).toBe(step);
  expect(findStep(rfcSecret, code, at(seconds - 30))).toBe(step);
  expect(findStep(rfcSecret, code, at(seconds + 60))).toBeNull();
  expect(findStep(rfcSecret, code, at(seconds - 60))).toBeNull();
});

it.each(['', '28708', '2870820', '28708x', ' 287082', '２８７０８２', '-28708', '1e5'])(
  'takes %j for no code',
  (code) => {
    expect(findStep(rfcSecret, code, at(59))).toBeNull();
  },
);

it('makes secrets of 160 bits that authenticator apps can be set up with', () => {
  const { secret, otpauthUri } = secrets.createSecret('totp', 'ada+1@example.com');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(otpauthUri).toBe(
    'otpauth://totp/Cloakroom:ada%2B1%40example.com?issuer=Cloakroom' +
      `&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
  );
  expect(secrets.createSecret('totp', 'ada@example.com').secret).not.toBe(secret);
});

it('draws a QR code however long the address is', () => {
  const { qrCodeSvg } = secrets.createSecret('totp', `${'李'.repeat(240)}@example.com`);
  expect(qrCodeSvg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
  expect(qrCodeSvg).not.toMatch(/script|href|otpauth/);
});

it('stores what only this pepper opens, and only for its own enrolment', () => {
  const { sealed, secret } = secrets.createSecret('totp', 'ada@example.com');
  expect(JSON.stringify(sealed)).not.toContain(secret);
  const find = (from: typeof secrets, id: string) =>
    from.findStep({ id, sealedSecret: sealed }, '000000', new Date());
  expect(() => find(secrets, 'totp')).not.toThrow();
  expect(() => find(secrets, 'another')).toThrow();
  expect(() => find(createTotpSecrets({ pepper: `${pepper}!`, issuer: 'Cloakroom' }), 'totp')).toThrow();
});
