import { badUserInput } from '../../../platform/errors';
import type { Role } from './role';

/** Which accounts to list: those that meet every condition given. */
export interface AccountFilter {
  /** How the address or the name begins, folded by foldForSearch. */
  readonly prefix?: string;
  readonly role?: Role;
  readonly isDisabled?: boolean;
}

/** In which order: by when they were opened, those of the same moment by id. */
export type AccountOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST';

const MAX_SEARCH_CODE_POINTS = 254;

/** The form in which names are searched: case and compatible spellings do not matter. */
export function foldForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** @throws AppError BAD_USER_INPUT for what is longer than any address, and for control characters, which none has. */
export function readSearch(search: string): string {
  const prefix = foldForSearch(search.trim());
  if ([...prefix].length > MAX_SEARCH_CODE_POINTS) {
    throw badUserInput('search', `Search for at most ${MAX_SEARCH_CODE_POINTS} characters.`);
  }
  if (/\p{Cc}/u.test(prefix)) throw badUserInput('search', 'Search for text without control characters.');
  return prefix;
}
