import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { checkPageSize, decodeCursor, type ListOrder } from '../domain/filePage';
import type { StoredFile } from '../domain/file';
import type { FilesDeps } from './deps';

/** Which files to list. */
export interface ListRequest {
  /** Whose; only the caller's own are listed. */
  readonly ownerId: string;
  readonly status: 'PENDING' | 'READY';
  readonly order: ListOrder;
  /** How many, 1 to 100. */
  readonly first: number;
  /** The cursor to go on behind; null from the start. */
  readonly after: string | null;
}

/** A page of files. */
export interface FilePage {
  readonly files: readonly StoredFile[];
  /** Whether there are more behind these. */
  readonly hasNextPage: boolean;
  /** What was asked for. */
  readonly request: ListRequest;
}

/**
 * A page of the caller's files; one more than asked for is read to know whether there is a next page.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's, BAD_USER_INPUT for a page size or cursor.
 */
export async function listFiles(
  { files }: Pick<FilesDeps, 'files'>,
  caller: Caller,
  request: ListRequest,
): Promise<FilePage> {
  const { ownerId, status, order } = request;
  requireSelf(caller, ownerId);
  const first = checkPageSize(request.first);
  const after = request.after === null ? null : decodeCursor(request.after, order);
  const found = await files.listPage({ ownerId, status, order, after, limit: first + 1 });
  return { files: found.slice(0, first), hasNextPage: found.length > first, request };
}

/**
 * How many files a list has in all: READY ones from the usage, where they are counted already.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's.
 */
export async function countFiles(
  { files, usage }: Pick<FilesDeps, 'files' | 'usage'>,
  caller: Caller,
  { ownerId, status }: Pick<ListRequest, 'ownerId' | 'status'>,
): Promise<number> {
  requireSelf(caller, ownerId);
  return status === 'READY' ? (await usage.read(ownerId)).fileCount : files.countPending(ownerId);
}

/**
 * Lets callers see what is their own, and nothing of others.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND.
 */
export function requireSelf(caller: Caller, ownerId: string): void {
  if (requireUser(caller).userId !== ownerId) throw new AppError('NOT_FOUND');
}
