import { z } from 'zod';
import { badUserInput } from '../../../platform/errors';
import { isFileId, type StoredFile } from './file';
import { foldName } from './foldName';

/** The most files a page may have. */
export const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;

/** In which order files are listed; files that are equal in `field` are ordered by id, the same way. */
export interface ListOrder {
  readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'NAME' | 'SIZE';
  readonly direction: 'ASC' | 'DESC';
}

/** A place in an ordered list: that of the file with this value and id, whether it still exists or not. */
export interface ListPosition {
  readonly value: number | string;
  readonly id: string;
}

/** The version of cursors comes first: those of another are no cursors of these lists. */
const CURSOR_VERSION = 2;
const id = z.string().refine(isFileId);
const time = z.int().min(0).max(8.64e15);
const cursorSchema = z.union([
  z.tuple([z.literal(CURSOR_VERSION), z.enum(['CREATED_AT', 'UPDATED_AT']), time, id]),
  z.tuple([z.literal(CURSOR_VERSION), z.literal('SIZE'), z.int().min(0), id]),
  z.tuple([z.literal(CURSOR_VERSION), z.literal('NAME'), z.string().max(600), id]),
]);

/** The value by which a file is ordered: milliseconds, bytes or the folded name. */
function orderValue(file: StoredFile, field: ListOrder['field']): number | string {
  switch (field) {
    case 'CREATED_AT':
      return file.createdAt.getTime();
    case 'UPDATED_AT':
      return file.updatedAt.getTime();
    case 'NAME':
      return foldName(file.name);
    case 'SIZE':
      return file.size;
  }
}

/** The place of a file in a list of this order. */
export function positionOf(file: StoredFile, { field }: ListOrder): ListPosition {
  return { value: orderValue(file, field), id: file.id };
}

/** Negative when `one` comes before `other` in a list of this order. Texts are ordered by code point, as databases do. */
export function comparePositions(one: ListPosition, other: ListPosition, { direction }: ListOrder): number {
  const ascending = compareValues(one.value, other.value) || compareValues(one.id, other.id);
  return direction === 'ASC' ? ascending : -ascending;
}

/** The cursor of a place. It holds the place and not a count, so it stays right while files come and go. */
export function encodeCursor({ value, id: fileId }: ListPosition, { field }: ListOrder): string {
  return Buffer.from(JSON.stringify([CURSOR_VERSION, field, value, fileId])).toString('base64url');
}

/**
 * Reads a cursor of a list in this order.
 * @throws AppError BAD_USER_INPUT for anything that encodeCursor has not made for this order.
 */
export function decodeCursor(
  argument: 'after' | 'before',
  cursor: string,
  { field }: ListOrder,
): ListPosition {
  const parsed = cursorSchema.safeParse(jsonOf(cursor));
  if (!parsed.success || parsed.data[1] !== field) {
    throw badUserInput(argument, 'The cursor is not one of a list in this order; take it from pageInfo.');
  }
  const [, , value, fileId] = parsed.data;
  return { value, id: fileId };
}

/**
 * How many files to answer, and from which end.
 * @throws AppError BAD_USER_INPUT unless it is 1 to 100 (promise G11), or when both ends are asked for.
 */
export function checkPageSize(
  first: number | null,
  last: number | null,
): { size: number; isBackward: boolean } {
  if (first !== null && last !== null) throw badUserInput('last', 'Give `first` or `last`, not both.');
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) {
    throw badUserInput(last === null ? 'first' : 'last', `A page has 1 to ${MAX_PAGE_SIZE} files.`);
  }
  return { size, isBackward: last !== null };
}

function compareValues(one: number | string, other: number | string): number {
  if (typeof one === 'number') return one - Number(other);
  return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
}

function jsonOf(cursor: string): unknown {
  if (!/^[\w-]{1,4000}$/.test(cursor)) return null;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: not ours, as the schema will say of null.
    return null;
  }
}
