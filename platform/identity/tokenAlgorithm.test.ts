import {
  constants,
  createHmac,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  type SignKeyObjectInput,
} from 'node:crypto';
import { identify } from './accessToken';
import { GOOD_CLAIMS, GOOD_HEADER, POLICY, publicKey, sign, verdict } from './test/accessTokens';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe("T01 the algorithm is the key's, not the token's", () => {
  it.each(['none', 'None', 'nOnE', 'NONE', ''])('refuses alg "%s" without a signature', async (alg) => {
    const unsigned = `${encode({ ...GOOD_HEADER, alg })}.${encode(GOOD_CLAIMS)}.`;
    expect(await verdict(unsigned)).toBe('rejected');
    expect(await verdict(`${unsigned}AA`)).toBe('rejected');
  });

  it.each(['pem', 'der'] as const)('refuses HS256 keyed with the public key (%s)', async (format) => {
    const secret =
      format === 'pem'
        ? publicKey.export({ type: 'spki', format: 'pem' })
        : publicKey.export({ type: 'spki', format: 'der' });
    const signed = `${encode({ ...GOOD_HEADER, alg: 'HS256' })}.${encode(GOOD_CLAIMS)}`;
    const signature = createHmac('sha256', secret).update(signed).digest('base64url');
    expect(await verdict(`${signed}.${signature}`)).toBe('rejected');
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const identifyBy = (key: KeyObject, token: string) =>
    identify(`Bearer ${token}`, { ...POLICY, keys: { findKey: async () => key } });
  /** A token signed by the RSA key, whatever its header says; jsonwebtoken would refuse some of it. */
  const signByRsa = (alg: string, hash = 'sha256', key: KeyObject | SignKeyObjectInput = rsa.privateKey) => {
    const signed = `${encode({ ...GOOD_HEADER, alg })}.${encode(GOOD_CLAIMS)}`;
    return `${signed}.${createSign(hash).update(signed).sign(key, 'base64url')}`;
  };

  it('takes RS256 by an RSA key of the set', async () => {
    expect(await identifyBy(rsa.publicKey, signByRsa('RS256'))).toMatchObject({ kind: 'user' });
  });

  it('refuses RS256 for the kid of an EC key, and ES256 for that of an RSA key', async () => {
    expect(await verdict(signByRsa('RS256'))).toBe('rejected');
    expect(await identifyBy(rsa.publicKey, sign())).toMatchObject({ kind: 'rejected' });
    expect(await identifyBy(rsa.publicKey, signByRsa('ES256'))).toMatchObject({ kind: 'rejected' });
  });

  it('refuses HS256 keyed with an RSA public key', async () => {
    const signed = `${encode({ ...GOOD_HEADER, alg: 'HS256' })}.${encode(GOOD_CLAIMS)}`;
    const secret = rsa.publicKey.export({ type: 'spki', format: 'pem' });
    const signature = createHmac('sha256', secret).update(signed).digest('base64url');
    expect(await identifyBy(rsa.publicKey, `${signed}.${signature}`)).toMatchObject({ kind: 'rejected' });
  });

  it('refuses other algorithms of an RSA key', async () => {
    const pss = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    for (const token of [
      signByRsa('RS512', 'sha512'),
      signByRsa('RS384', 'sha384'),
      signByRsa('PS256', 'sha256', pss),
      signByRsa('RS256', 'sha256', pss),
    ]) {
      expect(await identifyBy(rsa.publicKey, token)).toMatchObject({ kind: 'rejected' });
    }
  });

  it('refuses an RSA key of fewer than 2048 bits', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const token = signByRsa('RS256', 'sha256', weak.privateKey);
    expect(await identifyBy(weak.publicKey, token)).toMatchObject({ kind: 'rejected' });
  });

  it('refuses ES256 by somebody else', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await verdict(sign({}, {}, other.privateKey))).toBe('rejected');
  });
});
