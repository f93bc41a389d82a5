import { z } from 'zod';
import { badUserInput } from '../../../platform/errors';

/** The most things a page may have. */
export const MAX_PAGE_SIZE = 100;

/** The part of a list that is asked for. */
export interface PageRequest {
  /** How many, 1 to 100. */
  readonly first: number;
  /** The cursor to go on behind; absent or null from the start. */
  readonly after?: string | null | undefined;
}

/** A place in a list that is ordered by time and then by id: behind this one, whether it still exists or not. */
export interface PagePosition {
  readonly at: Date;
  readonly id: string;
}

/** A page of a list, with what is needed to page on. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

const cursorSchema = z.strictObject({ t: z.int().min(0).max(8.64e15), i: z.string().min(1).max(100) });

/** The cursor of a place. It holds the place and not a count, so it stays right while things come and go. */
export function encodeCursor({ at, id }: PagePosition): string {
  return Buffer.from(JSON.stringify({ t: at.getTime(), i: id })).toString('base64url');
}

/**
 * What a page request asks for; `after` is null from the start.
 * @throws AppError BAD_USER_INPUT for a size out of bounds (promise G11) or a cursor that encodeCursor did not make.
 */
export function readPageRequest({ first, after }: PageRequest): {
  first: number;
  after: PagePosition | null;
} {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
    throw badUserInput('first', `A page has 1 to ${MAX_PAGE_SIZE} entries.`);
  }
  if (after == null) return { first, after: null };
  const parsed = cursorSchema.safeParse(jsonOf(after));
  if (!parsed.success) {
    throw badUserInput('after', 'The cursor is not one of this list; take it from pageInfo.endCursor.');
  }
  return { first, after: { at: new Date(parsed.data.t), id: parsed.data.i } };
}

/** Makes a page of what was found: one more than `first` was asked for, to know whether there is a next page. */
export function createPage<Item>(found: readonly Item[], { first, after }: PageRequest): Page<Item> {
  return {
    items: found.slice(0, first),
    hasNextPage: found.length > first,
    hasPreviousPage: after != null,
  };
}

function jsonOf(cursor: string): unknown {
  if (!/^[\w-]{1,500}$/.test(cursor)) return null;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: not ours, as the schema will say of null.
    return null;
  }
}
