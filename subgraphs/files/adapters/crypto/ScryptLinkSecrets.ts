import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Turns } from '../../../../platform/service';
import type { LinkSecrets } from '../../ports';

/** OWASP's parameters for scrypt with 32 MiB: N = 2^15, r = 8, p = 3. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
/**
 * Each hash takes 32 MiB and about a quarter of a second of one of four threads. However slow the machine: whoever would
 * wait longer is told to come back, before the gateway gives up on them.
 */
const LIMITS = { atOnce: 2, waiting: 20, waitMs: 1_000, retryAfterSeconds: 3 };

/** Secrets of share links by Node's own crypto; a few hashes at a time, so that they hold up nothing else. */
export class ScryptLinkSecrets implements LinkSecrets {
  private readonly turns = new Turns(LIMITS);

  createToken(): string {
    return randomBytes(32).toString('base64url');
  }

  hashToken(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
  }

  async hashPassword(password: string): Promise<string> {
    const salt = randomBytes(16);
    const hash = await this.turns.run(() => derive(password, salt));
    return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  }

  attempt<T>(
    work: (matches: (password: string, hash: string) => Promise<boolean>) => Promise<T>,
  ): Promise<T> {
    return this.turns.run(() => work(passwordMatches));
  }
}

async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [, salt = '', hash = ''] = stored.split('$');
  const expected = Buffer.from(hash, 'base64url');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url')), expected);
}

/** NFKC: the same password typed on another keyboard is the same (NIST SP 800-63B-4 section 3.1.1.2). */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, COST, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
