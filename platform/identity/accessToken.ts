import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { AppError } from '../errors';
import { ANONYMOUS, type Caller, type UserCaller } from './caller';
import { algorithmOf, TOKEN_ALGORITHMS, type TokenAlgorithm } from './publicKey';
import type { VerifiedTokens } from './VerifiedTokens';

/** The longest an access token may live; longer ones are refused whoever signed them. */
export const MAX_ACCESS_TOKEN_SECONDS = 15 * 60;

/** How far the clocks of two machines may be apart. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** A verifier reads no more than this; a token of ours has about 600 characters. */
const MAX_TOKEN_CHARACTERS = 4096;

/** Where the public keys come from. */
export interface KeySet {
  /**
   * The public key with this id, null when the signer has none such.
   * @throws AppError SERVICE_UNAVAILABLE when the keys cannot be had.
   */
  findKey(kid: string): Promise<KeyObject | null>;
}

/** Whom to believe, and what tokens must say. */
export interface TokenPolicy {
  keys: KeySet;
  /** The `iss` claim, JWT_ISSUER. */
  issuer: string;
  /** The `aud` claim, JWT_AUDIENCE. */
  audience: string;
  /** Whether tokens of this session or account are refused before they expire. Default: none are. */
  isRevoked?: (token: { readonly userId: string; readonly sessionId: string }) => boolean;
  /** Tokens that were verified under this policy; default: each is verified each time. */
  verified?: VerifiedTokens;
  /** Now; injected so that expiry can be tested. */
  now: () => Date;
}

/**
 * Turns an `Authorization` header into a Caller; never throws.
 * Follows RFC 9068 (at+jwt) and RFC 8725: the key only by `kid` from our own set, the
 * algorithm only that of the key, `crit` refused,
 * every claim required. Other header parameters (jku, x5u, jwk) are never looked at.
 */
export async function identify(authorization: string | undefined, policy: TokenPolicy): Promise<Caller> {
  if (authorization === undefined || authorization === '') return ANONYMOUS;
  try {
    const caller = (await findVerified(authorization, policy)) ?? (await verifyHeader(authorization, policy));
    if (caller.kind !== 'user') return caller;
    const { userId, sessionId } = caller;
    const isRevoked = policy.isRevoked?.({ userId, sessionId }) === true;
    return isRevoked ? rejected('the session has ended') : caller;
  } catch (error) {
    if (error instanceof AppError && error.code === 'SERVICE_UNAVAILABLE') return { kind: 'unverifiable' };
    // jsonwebtoken throws on every fault of a token, plain SyntaxError and TypeError included.
    return rejected(error instanceof Error ? error.message : 'malformed');
  }
}

const BEARER = 'Bearer ';

/** Who presents a token that was verified before, as far as its own times and the keys go; else null. */
async function findVerified(
  authorization: string,
  { verified, keys, now }: TokenPolicy,
): Promise<UserCaller | null> {
  if (verified === undefined || !authorization.startsWith(BEARER)) return null;
  const known = verified.find(authorization.slice(BEARER.length), secondsOf(now()));
  // Keys are asked for each time, so that they are renewed as ever; one read anew verifies anew.
  return known !== null && (await keys.findKey(known.kid)) === known.key ? known.caller : null;
}

async function verifyHeader(authorization: string, policy: TokenPolicy): Promise<Caller> {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (token === undefined || token.length > MAX_TOKEN_CHARACTERS) return rejected('not a bearer JWT');
  if (!hasOneSpelling(token)) return rejected('signature is not canonical base64url');
  return verify(token, policy);
}

/**
 * The last character of a signature carries spare bits that decoders ignore, so that 16 spellings verify alike; only
 * the one that encoders write is taken (promise T02). Header and claims are covered by the signature as written.
 */
function hasOneSpelling(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function rejected(reason: string): Caller {
  return { kind: 'rejected', reason };
}

async function verify(
  token: string,
  { keys, issuer, audience, verified, now }: TokenPolicy,
): Promise<Caller> {
  const header = jwt.decode(token, { complete: true })?.header as Record<string, unknown> | undefined;
  if (header === undefined || !isTokenAlgorithm(header.alg)) return rejected('algorithm is none of ours');
  if (header.typ !== 'at+jwt') return rejected('typ is not at+jwt');
  if ('crit' in header) return rejected('crit is not supported');
  if (typeof header.kid !== 'string') return rejected('kid is missing');
  const key = await keys.findKey(header.kid);
  if (key === null) return rejected('kid is unknown');
  if (header.alg !== algorithmOf(key)) return rejected('algorithm is not that of the key');

  const nowSeconds = secondsOf(now());
  const claims = jwt.verify(token, key, {
    algorithms: [header.alg],
    issuer,
    audience,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    clockTimestamp: nowSeconds,
  });
  if (typeof claims === 'string') return rejected('claims are not an object');
  const { sub, sid, jti, iat, nbf, exp, roles } = claims as Record<string, unknown>;
  if (!isText(sub) || !isText(sid) || !isText(jti)) return rejected('sub, sid or jti is missing');
  if (!isSeconds(iat) || !isSeconds(exp)) return rejected('iat or exp is missing');
  if (iat > nowSeconds + CLOCK_TOLERANCE_SECONDS) return rejected('iat is in the future');
  if (exp - iat > MAX_ACCESS_TOKEN_SECONDS) return rejected('lifetime is too long');
  if (!Array.isArray(roles) || !roles.every(isText)) return rejected('roles is missing');
  const caller: UserCaller = { kind: 'user', userId: sub, sessionId: sid, roles };
  // What clocks may differ by beyond that is left to verify.
  const from = Math.max(iat, typeof nbf === 'number' ? nbf : iat);
  verified?.add(token, { caller, kid: header.kid, key, from, until: exp });
  return caller;
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function isTokenAlgorithm(value: unknown): value is TokenAlgorithm {
  return (TOKEN_ALGORITHMS as readonly unknown[]).includes(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}
