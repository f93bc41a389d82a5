import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { PasswordBlocklist } from '../../ports';

/** Somebody who tries the commonest first gets there within a million guesses: what zxcvbn calls score 0 or 1. */
const MIN_GUESSES = 1e6;

/**
 * What zxcvbn can judge: letters, digits and marks of a Latin keyboard. It takes any repetition for weak, but nobody
 * has a list of passwords longer than this; length is what the rules ask for.
 */
const JUDGEABLE = /^[\x20-\x7e]{1,24}$/;

/**
 * Common passwords by zxcvbn: 49,000 of them, with the usual variations (case, l33t, digits at the end, repeated,
 * backwards), sequences, and walks over the keyboard. Only the password list is given to it, and few substitutions:
 * with all of its word lists one check takes up to 120 ms of everybody's time, like this about one.
 */
export function createPasswordBlocklist(): PasswordBlocklist {
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { passwords: dictionary['passwords-common'] },
    graphs: adjacencyGraphs,
    l33tMaxSubstitutions: 4,
  });
  return {
    isCommon: (password) => JUDGEABLE.test(password) && zxcvbn.check(password).guesses < MIN_GUESSES,
  };
}
