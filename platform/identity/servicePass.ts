import jwt from 'jsonwebtoken';

const LIFETIME_SECONDS = 30;
/** How far the clocks of two machines may be apart. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** A fresh one is signed this often, not per request; the rest of the lifetime covers clocks that differ. */
const REUSE_MS = 10_000;

/**
 * Makes the function with which a service obtains its current pass: a JWT signed with SERVICE_SECRET for one purpose,
 * `audience`. It lives for 30 seconds, so that a copy from a log or a capture is soon worth nothing; cheap to call per
 * request.
 */
export function createServicePass(
  secret: string,
  audience: string,
  now: () => number = Date.now,
): () => string {
  let pass = '';
  let signedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    // A clock that was set back must not prolong the reuse.
    if (at - signedAt >= REUSE_MS || at < signedAt) {
      const iat = Math.floor(at / 1000);
      pass = jwt.sign({ iat, exp: iat + LIFETIME_SECONDS, aud: audience }, secret, { algorithm: 'HS256' });
      signedAt = at;
    }
    return pass;
  };
}

/** Why a pass is worth nothing: another secret or purpose made it, or it is none; or by our clock it is not its time. */
export type PassFault = 'FOREIGN' | 'UNTIMELY';

/**
 * Judges a pass: null when it was signed with this secret, for this purpose, within the last 30 seconds, give or take
 * clocks.
 */
export function findPassFault(
  pass: string,
  secret: string,
  audience: string,
  now: () => number = Date.now,
): PassFault | null {
  const nowSeconds = Math.floor(now() / 1000);
  try {
    const claims = jwt.verify(pass, secret, {
      algorithms: ['HS256'],
      audience,
      maxAge: LIFETIME_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      clockTimestamp: nowSeconds,
    });
    // One that was signed for later could be kept until then.
    const signedAt = typeof claims === 'object' ? claims.iat : undefined;
    if (signedAt === undefined) return 'FOREIGN';
    return signedAt <= nowSeconds + CLOCK_TOLERANCE_SECONDS ? null : 'UNTIMELY';
  } catch (error) {
    // jsonwebtoken tells "not valid" by throwing, and looks at times when the signature is good.
    return error instanceof jwt.TokenExpiredError ? 'UNTIMELY' : 'FOREIGN';
  }
}
