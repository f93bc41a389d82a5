import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createRefreshTokens } from './refreshTokens';

const tokens = createRefreshTokens('a pepper for tests, of 32 characters or more');

it('R01 makes opaque tokens that never repeat, and stores only their SHA-256', () => {
  const sessionId = randomUUID();
  const made = Array.from({ length: 20_000 }, () => tokens.createFirst(sessionId));
  expect(new Set(made.map(({ token }) => token)).size).toBe(made.length);
  const [{ token, hash }] = made as [(typeof made)[0]];
  expect(token).toMatch(/^[A-Za-z0-9_-]{86}$/);
  expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
});

it('R03 derives the same successor from the same salt, another from another', () => {
  const first = tokens.createFirst(randomUUID());
  const [salt, otherSalt] = [tokens.createSalt(), tokens.createSalt()];
  expect(tokens.deriveNext(first, salt)).toEqual(tokens.deriveNext(first, salt));
  expect(tokens.deriveNext(first, otherSalt)).not.toEqual(tokens.deriveNext(first, salt));
  expect(tokens.deriveNext(tokens.createFirst(first.sessionId), salt)).not.toEqual(
    tokens.deriveNext(first, salt),
  );
});

it('knows every token of a line as one of its session', () => {
  const sessionId = randomUUID();
  let token = tokens.createFirst(sessionId);
  for (let step = 0; step < 20; step += 1) {
    expect(tokens.parse(token.token)).toEqual(token);
    expect(token.sessionId).toBe(sessionId);
    token = tokens.deriveNext(token, tokens.createSalt());
  }
});

it('takes no token with a single bit changed, and no other spelling of one', () => {
  const { token } = tokens.createFirst(randomUUID());
  for (let at = 0; at < token.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit));
      expect(tokens.parse(token.slice(0, at) + flipped + token.slice(at + 1))).toBeNull();
    }
  }
  for (const other of [`${token}=`, ` ${token}`, token.slice(1), `${token}A`, '']) {
    expect(tokens.parse(other)).toBeNull();
  }
});

it('takes nothing that was made elsewhere', () => {
  const elsewhere = createRefreshTokens('another pepper, of 32 characters or more');
  expect(tokens.parse(elsewhere.createFirst(randomUUID()).token)).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
      expect(tokens.parse(Buffer.from(bytes).toString('base64url'))).toBeNull();
    }),
  );
});
