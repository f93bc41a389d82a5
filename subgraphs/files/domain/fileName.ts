import { badUserInput } from '../../../platform/errors';

/** The longest name in UTF-8 bytes, as file systems have it. */
const MAX_NAME_BYTES = 255;

/**
 * Control characters, line and paragraph separators, and the bidirectional controls with which `exe.gnp` is made
 * to look like `png.exe` (Unicode TR 36, section 3.1 and UAX 9).
 */
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Anything but spaces and characters that show nothing, some of which are letters and signs by their class. */
const VISIBLE = /[^\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Accepts a file's name as it is: any Unicode, spaces and all, but nothing that is a path, hidden or misleading.
 * @throws AppError BAD_USER_INPUT with the field `name`.
 */
export function checkFileName(name: string): string {
  const bytes = Buffer.byteLength(name, 'utf8');
  if (bytes === 0 || bytes > MAX_NAME_BYTES) {
    throw badUserInput('name', `The name must have 1 to ${MAX_NAME_BYTES} bytes in UTF-8.`);
  }
  if (/\p{Cs}/u.test(name)) throw badUserInput('name', 'The name is not well-formed Unicode.');
  if (FORBIDDEN.test(name)) {
    throw badUserInput(
      'name',
      'The name must not have control characters or marks that change its direction.',
    );
  }
  if (!VISIBLE.test(name)) throw badUserInput('name', 'The name must have a character that can be seen.');
  if (/[/\\]/.test(name) || name === '.' || name === '..') {
    throw badUserInput('name', 'The name must not be a path: no slash, no backslash, not "." or "..".');
  }
  return name;
}
