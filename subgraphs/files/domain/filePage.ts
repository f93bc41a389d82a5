import { z } from 'zod';
import { badUserInput } from '../../../platform/errors';
import { isFileId, type StoredFile } from './file';

/** The most files a page may have. */
export const MAX_PAGE_SIZE = 100;

/** In which order files are listed; files that are equal in `field` are ordered by id, the same way. */
export interface ListOrder {
  readonly field: 'CREATED_AT' | 'NAME' | 'SIZE';
  readonly direction: 'ASC' | 'DESC';
}

/** A place in an ordered list: behind the file with this value and id, whether it still exists or not. */
export interface ListPosition {
  readonly value: number | string;
  readonly id: string;
}

const cursorSchema = z.discriminatedUnion('f', [
  z.strictObject({
    f: z.literal('CREATED_AT'),
    v: z.int().min(0).max(8.64e15),
    i: z.string().refine(isFileId),
  }),
  z.strictObject({ f: z.literal('SIZE'), v: z.int().min(0), i: z.string().refine(isFileId) }),
  z.strictObject({ f: z.literal('NAME'), v: z.string().max(255), i: z.string().refine(isFileId) }),
]);

/** The value by which a file is ordered: milliseconds, bytes or the name. */
export function orderValue(file: StoredFile, field: ListOrder['field']): number | string {
  switch (field) {
    case 'CREATED_AT':
      return file.createdAt.getTime();
    case 'NAME':
      return file.name;
    case 'SIZE':
      return file.size;
  }
}

/** The cursor of a file in a list. It holds the place and not a count, so it stays right while files come and go. */
export function encodeCursor(file: StoredFile, { field }: ListOrder): string {
  return Buffer.from(JSON.stringify({ f: field, v: orderValue(file, field), i: file.id })).toString(
    'base64url',
  );
}

/**
 * Reads a cursor of a list in this order.
 * @throws AppError BAD_USER_INPUT for anything that encodeCursor has not made for this order.
 */
export function decodeCursor(cursor: string, { field }: ListOrder): ListPosition {
  const parsed = cursorSchema.safeParse(jsonOf(cursor));
  if (!parsed.success || parsed.data.f !== field) {
    throw badUserInput('after', 'The cursor is not one of this list; take it from pageInfo.endCursor.');
  }
  return { value: parsed.data.v, id: parsed.data.i };
}

/**
 * Accepts a page size.
 * @throws AppError BAD_USER_INPUT unless it is 1 to 100 (promise G11).
 */
export function checkPageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
    throw badUserInput('first', `A page has 1 to ${MAX_PAGE_SIZE} files.`);
  }
  return first;
}

function jsonOf(cursor: string): unknown {
  if (!/^[\w-]{1,2000}$/.test(cursor)) return null;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: not ours, as the schema will say of null.
    return null;
  }
}
