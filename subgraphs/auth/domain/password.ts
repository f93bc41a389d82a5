import { badUserInput, type AppError } from '../../../platform/errors';

const MAX_CODE_POINTS = 1024;
const MAX_BYTES = 4096;

/** What must be left of a password when the words everybody would try first are taken out of it. */
const MIN_CODE_POINTS_BESIDE_CONTEXT = 6;
const SERVICE_NAME = 'cloakroom';
/** Shorter words turn up inside other words by chance. */
const MIN_CONTEXT_WORD_LENGTH = 3;

/** The reason that goes with a refused common password. */
export const COMMON_PASSWORD = 'COMMON_PASSWORD';

/** The one form of a password that is hashed, so that it can be typed on any keyboard (NIST SP 800-63B-4, 3.1.1.2). */
export function foldPassword(password: string): string {
  return password.normalize('NFKC');
}

/** The reason that goes with a password that was found in a data breach. */
export const PWNED_PASSWORD = 'PWNED_PASSWORD';

/**
 * Refuses what is too long to be a password, before anything costly happens to it.
 * @param field the input field it came in.
 * @throws AppError BAD_USER_INPUT over 1,024 code points or 4 KiB.
 */
export function requireHashable(password: string, field = 'password'): void {
  // By bytes first: counting the code points of a megabyte is work, too.
  if (Buffer.byteLength(password) > MAX_BYTES || [...password].length > MAX_CODE_POINTS) {
    throw badUserInput(field, `A password has at most ${MAX_CODE_POINTS} characters (and 4 KiB).`);
  }
}

/** What else is known about the person who chooses a password. */
export interface PasswordContext {
  readonly email: string;
  readonly name: string;
}

/**
 * The rules for a new password: length only, never composition (promises P01 to P04).
 * @param isCommon says whether a password is among those everybody tries first.
 * @param field the input field it came in.
 * @throws AppError BAD_USER_INPUT; reason COMMON_PASSWORD for one that others would guess.
 */
export function requireAcceptablePassword(
  password: string,
  { email, name }: PasswordContext,
  minLength: number,
  isCommon: (password: string) => boolean,
  field = 'password',
): void {
  requireHashable(password, field);
  // Lone surrogates cannot be encoded: different passwords would become one.
  if (/\p{Cs}/u.test(password)) throw badUserInput(field, 'The password is not well-formed Unicode.');
  const folded = foldPassword(password);
  if ([...folded].length < minLength || [...password].length < minLength) {
    throw badUserInput(field, `A password has at least ${minLength} characters. A sentence is a good one.`);
  }
  if (isMadeOfContext(folded, email, name) || isCommon(folded)) {
    throw badUserInput(
      field,
      'Many people use this password, or it is made of your own name or address. Choose another one.',
      COMMON_PASSWORD,
    );
  }
}

/** The error for a password that was found in a data breach. */
export function pwnedPassword(field: string): AppError {
  return badUserInput(
    field,
    'This password was found in a data breach somewhere, so that it is among those that are tried first. Choose another one.',
    PWNED_PASSWORD,
  );
}

function isMadeOfContext(password: string, email: string, name: string): boolean {
  const words = [email, email.slice(0, email.lastIndexOf('@')), name, ...name.split(/\s+/), SERVICE_NAME]
    .map(foldCase)
    .filter((word) => word.length >= MIN_CONTEXT_WORD_LENGTH)
    .sort((a, b) => b.length - a.length);
  const whole = foldCase(password);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), whole);
  return rest !== whole && [...rest].length < MIN_CODE_POINTS_BESIDE_CONTEXT;
}

function foldCase(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
