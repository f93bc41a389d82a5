import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import type { StoredFile } from '../domain/file';
import { checkFileFilter, type FileFilterInput } from '../domain/fileFilter';
import {
  checkPageSize,
  decodeCursor,
  encodeCursor,
  positionOf,
  type ListOrder,
  type ListPosition,
} from '../domain/filePage';
import type { FileCount } from '../ports';
import type { FilesDeps } from './deps';

/** Which files to list. */
export interface ListRequest {
  /** Whose; only the caller's own are listed. */
  readonly ownerId: string;
  readonly filter: FileFilterInput;
  readonly order: ListOrder;
  /** How many from the beginning, 1 to 100; the default is 20. */
  readonly first: number | null;
  /** The cursor to go on behind; null from the start. */
  readonly after: string | null;
  /** How many from the end, 1 to 100. */
  readonly last: number | null;
  /** The cursor to end before; null at the end. */
  readonly before: string | null;
}

/** A page of files. */
export interface FilePage {
  readonly files: readonly StoredFile[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where the page begins and ends: the places of its outermost files, or where looking for more has stopped. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  /** What was asked for. */
  readonly request: ListRequest;
}

/**
 * A page of the caller's files; one more than asked for is read to know whether there is another page. With `last`
 * the same is done from the other end.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's, BAD_USER_INPUT for a page size, cursor or filter.
 */
export async function listFiles(
  { files }: Pick<FilesDeps, 'files'>,
  caller: Caller,
  request: ListRequest,
): Promise<FilePage> {
  const { ownerId, order } = request;
  requireSelf(caller, ownerId);
  const { size, isBackward } = checkPageSize(request.first, request.last);
  const filter = checkFileFilter(request.filter);
  const after = request.after === null ? null : decodeCursor('after', request.after, order);
  const before = request.before === null ? null : decodeCursor('before', request.before, order);
  const found = await files.listFiles({
    ownerId,
    filter,
    order: isBackward ? opposite(order) : order,
    after: isBackward ? before : after,
    until: isBackward ? after : before,
    limit: size + 1,
  });
  const taken = found.files.slice(0, size);
  const isMoreAhead = found.files.length > size || found.stoppedAt !== null;
  const near = place(taken[0], order);
  const far = (found.files.length > size ? null : found.stoppedAt) ?? place(taken.at(-1), order);
  const cursor = (position: ListPosition | null) => position && encodeCursor(position, order);
  return {
    files: isBackward ? taken.toReversed() : taken,
    hasNextPage: isBackward ? before !== null : isMoreAhead,
    hasPreviousPage: isBackward ? isMoreAhead : after !== null,
    startCursor: cursor(isBackward ? far : near),
    endCursor: cursor(isBackward ? near : far),
    request,
  };
}

/**
 * How many files a list has in all. All READY ones are known from the usage, which counts the trash with them;
 * others are counted, up to a bound.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's, BAD_USER_INPUT for a filter.
 */
export async function countFiles(
  { files, usage }: Pick<FilesDeps, 'files' | 'usage'>,
  caller: Caller,
  request: Pick<ListRequest, 'ownerId' | 'filter'>,
): Promise<FileCount> {
  const { ownerId } = request;
  requireSelf(caller, ownerId);
  const filter = checkFileFilter(request.filter);
  const { status, ...others } = filter;
  if (status !== 'READY' || Object.values(others).some((condition) => condition !== null)) {
    return files.countFiles(ownerId, filter);
  }
  const { fileCount } = await usage.read(ownerId);
  const trashed = await files.countFiles(ownerId, { ...filter, status: 'TRASHED' });
  return { count: Math.max(0, fileCount - trashed.count), isExact: trashed.isExact };
}

/**
 * Lets callers see what is their own, and nothing of others.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND.
 */
function requireSelf(caller: Caller, ownerId: string): void {
  if (requireUser(caller).userId !== ownerId) throw new AppError('NOT_FOUND');
}

function opposite({ field, direction }: ListOrder): ListOrder {
  return { field, direction: direction === 'ASC' ? 'DESC' : 'ASC' };
}

function place(file: StoredFile | undefined, order: ListOrder): ListPosition | null {
  return file === undefined ? null : positionOf(file, order);
}
