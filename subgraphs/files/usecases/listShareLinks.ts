import { badUserInput } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import { checkPageSize } from '../domain/filePage';
import type { StoredLink } from '../domain/shareLink';
import type { LinkPosition } from '../ports';
import type { FilesDeps } from './deps';

/** A page of a file's links. */
export interface ShareLinkPage {
  readonly file: StoredFile;
  readonly links: readonly StoredLink[];
  readonly hasNextPage: boolean;
  readonly after: string | null;
}

/**
 * A page of the links of one of the caller's files, the newest first.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT for a page size or cursor.
 */
export async function listShareLinks(
  { links }: Pick<FilesDeps, 'links'>,
  caller: Caller,
  file: StoredFile,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<ShareLinkPage> {
  const { userId } = requireUser(caller);
  const { size } = checkPageSize(first, null);
  const place = after === null ? null : decodeLinkCursor(after);
  const found = await links.listByFile(userId, file.id, place, size + 1);
  return { file, links: found.slice(0, size), hasNextPage: found.length > size, after };
}

/** The cursor of a link: its place in the list. */
export function encodeLinkCursor({ createdAt, id }: LinkPosition): string {
  return Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');
}

function decodeLinkCursor(cursor: string): LinkPosition {
  const [, time, id = ''] = /^(\d{1,16}) (.*)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const createdAt = new Date(Number(time));
  if (!isFileId(id) || Number.isNaN(createdAt.getTime())) {
    throw badUserInput('after', 'The cursor is not one of this list; take it from pageInfo.endCursor.');
  }
  return { createdAt, id };
}
