import { badUserInput } from '../../../platform/errors';

const MAX_CODE_POINTS = 100;

/** Control characters, halves of surrogate pairs, and marks that turn the direction of the text around them. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * A letter, digit, mark, sign or picture: something else than spaces and characters that only shape the text around
 * them. The Hangul fillers and the empty Braille pattern are letters and signs that show nothing.
 */
const VISIBLE = /[^\p{Z}\p{Cf}\p{Mn}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * The name to show, without surrounding spaces.
 * @throws AppError BAD_USER_INPUT unless it has 1 to 100 characters that can be shown in one line, one of them visible.
 */
export function parseDisplayName(text: string): string {
  const name = text.trim();
  if (name === '' || [...name].length > MAX_CODE_POINTS || UNSHOWABLE.test(name) || !VISIBLE.test(name)) {
    throw badUserInput(
      'name',
      'Give a name of 1 to 100 characters, without line breaks or control characters.',
    );
  }
  return name;
}
