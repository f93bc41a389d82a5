import { createHash } from 'node:crypto';
import type { Log } from '../../../../platform/service';
import type { PwnedPasswords } from '../../ports';

const DEADLINE_MS = 1_000;
const PREFIX_CHARACTERS = 5;
/** One line of the answer: the rest of a hash, and in how many breaches it was. Padding has the number 0. */
const LINE = /^([0-9A-F]{35}):(\d+)\r?$/gm;

/** What createPwnedPasswords takes. */
export interface PwnedPasswordsOptions {
  /** PWNED_PASSWORDS_URL: https://api.pwnedpasswords.com, or a mirror of one's own. */
  readonly url: string;
  readonly log: Log;
}

/**
 * Asks Have I Been Pwned's range API (https://haveibeenpwned.com/API/v3#PwnedPasswords): it is sent the first five
 * characters of a SHA-1 and answers with all hashes that begin so, some 800; Add-Padding keeps their number from being
 * read off the length. It never learns the password, nor whether it was among them.
 */
export function createPwnedPasswords({ url, log }: PwnedPasswordsOptions): PwnedPasswords {
  return {
    async isPwned(password) {
      const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
      const [prefix, rest] = [hash.slice(0, PREFIX_CHARACTERS), hash.slice(PREFIX_CHARACTERS)];
      try {
        const answer = await fetch(`${url}/range/${prefix}`, {
          headers: { 'add-padding': 'true', 'user-agent': 'Cloakroom' },
          signal: AbortSignal.timeout(DEADLINE_MS),
          redirect: 'error',
        });
        if (!answer.ok) throw new Error(`answered with ${answer.status}`);
        const found = [...(await answer.text()).matchAll(LINE)].find((line) => line[1] === rest);
        return found !== undefined && Number(found[2]) > 0;
      } catch (error) {
        log.warn(
          { err: error },
          'the list of pwned passwords could not be asked; the password was taken without it',
        );
        return false;
      }
    },
  };
}
