import { createHmac, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { foldPassword } from '../../domain/password';
import type { PasswordHasher } from '../../ports';
import { BoundedQueue } from './boundedQueue';

/**
 * bcrypt works in libuv's pool, four threads that file system and DNS share. One is left to them, always: sixty
 * hashes at once held a plain file read for 9.6 s (promise M01).
 */
const MAX_CONCURRENCY = 3;
const MAX_WAIT_MS = 2_000;
/**
 * A guess for cost 12 on a server of today that has all else to do that a storm of logins brings: half as much again as
 * when it is quiet. Each step of cost doubles it.
 */
const COST_12_MS = 350;

/** The two operations of bcrypt that are used; tests count them. */
export type BcryptWork = Pick<typeof bcrypt, 'hash' | 'compare'>;

/** What createBcryptHasher takes. */
export interface BcryptHasherOptions {
  /** PASSWORD_PEPPER. */
  pepper: string;
  /** BCRYPT_COST. */
  cost: number;
  /** Default: the real ones. */
  bcryptWork?: BcryptWork;
}

/**
 * Hashes by bcrypt ($2b$) over base64(HMAC-SHA-256(pepper, NFKC(password))): bcrypt reads 72 bytes and stops at NUL,
 * so the password goes through a hash first and counts whole, and the pepper keeps a stolen database from being
 * searched without the configuration.
 */
export function createBcryptHasher({
  pepper,
  cost,
  bcryptWork = bcrypt,
}: BcryptHasherOptions): PasswordHasher {
  const queue = new BoundedQueue({
    concurrency: Math.min(availableParallelism(), MAX_CONCURRENCY),
    maxWaitMs: MAX_WAIT_MS,
    expectedJobMs: COST_12_MS * 2 ** (cost - 12),
  });
  const nobodysHash = createUnmatchableHash(cost);
  const prehash = (password: string): string =>
    createHmac('sha256', pepper).update(foldPassword(password), 'utf8').digest('base64');

  return {
    admit: (work) =>
      queue.admit((run) =>
        work({
          hash: (password) => run(() => bcryptWork.hash(prehash(password), cost)),
          async verify(password, hash) {
            const matches = await run(() => bcryptWork.compare(prehash(password), hash ?? nobodysHash));
            return hash !== null && matches;
          },
        }),
      ),
    isOutdated: (hash) => bcrypt.getRounds(hash) < cost,
  };
}

/** A well-formed hash of nothing anybody knows, so that comparing with it takes what every comparison takes. */
function createUnmatchableHash(cost: number): string {
  // 22 characters of salt and 31 of digest, in an alphabet that base64 and bcrypt share.
  const text = randomBytes(64).toString('base64').replaceAll(/[+/=]/g, '');
  const salt = `${text.slice(0, 21)}u`;
  return `$2b$${String(cost).padStart(2, '0')}$${salt}${text.slice(21, 52)}`;
}
