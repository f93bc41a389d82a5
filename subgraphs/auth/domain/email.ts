import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { badUserInput } from '../../../platform/errors';

/** RFC 5321 section 4.5.3.1.3, less the angle brackets. */
const MAX_CHARACTERS = 254;

/**
 * Dot-separated words of what HTML's e-mail field allows (a practical part of RFC 5322) and of letters beyond ASCII
 * (RFC 6531); no invisible characters, so that two addresses that look alike are alike.
 */
const LOCAL_PART =
  /^(?=.{1,64}$)[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

const DOMAIN_LETTERS = /^[\p{L}\p{M}\p{N}.-]+$/u;

/** Host names with a dot: addresses without one are typing errors outside of a laboratory. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const LAST_LABEL_IS_NUMBER = /\.\d+$/;

const emailKey = z
  .string()
  .max(MAX_CHARACTERS)
  .transform(foldEmail)
  .refine((folded) => folded.length <= MAX_CHARACTERS)
  .refine((folded) => LOCAL_PART.test(localPart(folded)))
  .refine((folded) => DOMAIN.test(domainPart(folded)) && !LAST_LABEL_IS_NUMBER.test(folded));

/** An address that can be an account's. */
export interface Email {
  /** As it was given, without surrounding spaces. */
  readonly given: string;
  /** The same for all spellings of one address: NFKC, lower case, domain in ASCII. Unique among accounts. */
  readonly key: string;
}

/** @throws AppError BAD_USER_INPUT for what is no address. */
export function parseEmail(text: string): Email {
  const given = text.trim();
  const parsed = emailKey.safeParse(given);
  if (!parsed.success) {
    throw badUserInput(
      'email',
      'Give an e-mail address such as name@example.com, of at most 254 characters.',
    );
  }
  return { given, key: parsed.data };
}

/** The key of an address, null for what cannot be anybody's. For signing in, where a bad address is a wrong one. */
export function findEmailKey(text: string): string | null {
  return emailKey.safeParse(text.trim()).data ?? null;
}

/** Where to send mail for an address: as it was given, or its key where mail servers might not know the spelling. */
export function mailboxOf({ given, key }: Email): string {
  return /^[\x21-\x7e]+$/.test(given) ? given : key;
}

function foldEmail(given: string): string {
  const folded = given.normalize('NFKC').toLowerCase().normalize('NFKC');
  const domain = domainPart(folded);
  // domainToASCII parses a URL's host and drops what would follow it there.
  return `${localPart(folded)}@${DOMAIN_LETTERS.test(domain) ? domainToASCII(domain) : ''}`;
}

function localPart(email: string): string {
  return email.slice(0, Math.max(email.lastIndexOf('@'), 0));
}

function domainPart(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}
