import { badUserInput } from '../../../platform/errors';
import { mediaTypeOf } from './contentType';
import type { StoredFile } from './file';
import { foldName } from './foldName';

/** The states in which files can be listed. */
export type ListedStatus = 'PENDING' | 'READY' | 'TRASHED';

/** From `min` to `max`, both included; null for no end. */
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

/** Which files to list: those that meet everything that is not null. Times are milliseconds. */
export interface FileFilter {
  readonly status: ListedStatus;
  /** A media type in lower case without parameters, or a range of them such as `image/*`. */
  readonly mediaType: string | null;
  readonly size: Range | null;
  readonly createdAt: Range | null;
  readonly updatedAt: Range | null;
  /** Folded; see foldName. */
  readonly nameContains: string | null;
}

/** A filter as it comes in. */
export interface FileFilterInput {
  readonly status?: ListedStatus | null | undefined;
  readonly contentType?: string | null | undefined;
  readonly size?: { readonly min?: number | null; readonly max?: number | null } | null | undefined;
  readonly createdAt?: TimeRangeInput | null | undefined;
  readonly updatedAt?: TimeRangeInput | null | undefined;
  readonly nameContains?: string | null | undefined;
}

/** From `from` (included) to `until` (not included). */
export interface TimeRangeInput {
  readonly from?: Date | null;
  readonly until?: Date | null;
}

/** A name has no more. */
const MAX_NEEDLE = 255;

/**
 * Makes a filter of what a client gave.
 * @throws AppError BAD_USER_INPUT with the field `filter.<field>`.
 */
export function checkFileFilter(input: FileFilterInput): FileFilter {
  return {
    status: input.status ?? 'READY',
    mediaType: input.contentType == null ? null : checkMediaType(input.contentType),
    size: input.size == null ? null : checkSizes(input.size.min ?? null, input.size.max ?? null),
    createdAt: input.createdAt == null ? null : checkTimes('createdAt', input.createdAt),
    updatedAt: input.updatedAt == null ? null : checkTimes('updatedAt', input.updatedAt),
    nameContains: input.nameContains == null ? null : checkNeedle(input.nameContains),
  };
}

/** Whether a file is one that the filter lets through. */
export function meetsFilter(file: StoredFile, filter: FileFilter): boolean {
  return (
    file.status === filter.status &&
    (filter.mediaType === null || facetsOf(file.contentType).includes(filter.mediaType)) &&
    isWithin(file.size, filter.size) &&
    isWithin(file.createdAt.getTime(), filter.createdAt) &&
    isWithin(file.updatedAt.getTime(), filter.updatedAt) &&
    (filter.nameContains === null || foldName(file.name).includes(filter.nameContains))
  );
}

/** The facet of every file. */
export const ANY_FACET = '*/*';

/**
 * The groups that a file of this type is listed in: all files, all of its kind, those of its type. Groups of other
 * kinds (folders, tags) can join them without another index.
 */
export function facetsOf(contentType: string): string[] {
  const mediaType = mediaTypeOf(contentType);
  return [ANY_FACET, `${mediaType.split('/', 1)[0]}/*`, mediaType];
}

function checkMediaType(text: string): string {
  const mediaType = text.toLowerCase();
  if (!/^[\w!#$&^.+-]{1,127}\/(?:\*|[\w!#$&^.+-]{1,127})$/.test(mediaType)) {
    throw badUserInput('filter.contentType', 'Filter by a media type such as "image/png", or by "image/*".');
  }
  return mediaType;
}

function checkSizes(min: number | null, max: number | null): Range {
  if ((min ?? 0) < 0 || (max ?? 0) < 0) throw badUserInput('filter.size', 'Sizes are 0 or more.');
  return { min, max };
}

function checkTimes(field: string, { from, until }: TimeRangeInput): Range {
  const [min, end] = [from?.getTime() ?? null, until?.getTime() ?? null];
  if (Number.isNaN(min) || Number.isNaN(end)) throw badUserInput(`filter.${field}`, 'That is not a time.');
  return { min, max: end === null ? null : end - 1 };
}

/** What folds to nothing (an accent alone) is in every name, as the empty text is. */
function checkNeedle(text: string): string | null {
  if ([...text].length > MAX_NEEDLE) {
    throw badUserInput('filter.nameContains', `A name has at most ${MAX_NEEDLE} characters.`);
  }
  if (/\p{Cs}/u.test(text)) throw badUserInput('filter.nameContains', 'That is not well-formed Unicode.');
  const folded = foldName(text);
  return folded === '' ? null : folded;
}

function isWithin(value: number, range: Range | null): boolean {
  return range === null || (value >= (range.min ?? -Infinity) && value <= (range.max ?? Infinity));
}
