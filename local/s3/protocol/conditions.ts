import type { ObjectRecord } from '../storage/records';
import type { Precondition } from '../storage/objects';
import { S3Error } from './errors';
import type { HeaderList } from './headers';

// RFC 9110, section 13, as S3 applies it.

/** What a conditional read comes to. */
export type ReadVerdict = 'send' | 'notModified' | 'failed';

/** Weighs If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since (also with another prefix). */
export function weighRead(
  headers: HeaderList,
  record: Pick<ObjectRecord, 'etag' | 'lastModified'>,
  prefix = '',
): ReadVerdict {
  const modified = Math.floor(record.lastModified / 1000) * 1000;
  const ifMatch = headers.get(`${prefix}if-match`);
  const ifUnmodifiedSince = readDate(headers.get(`${prefix}if-unmodified-since`));
  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, record.etag)) return 'failed';
  } else if (ifUnmodifiedSince !== undefined && modified > ifUnmodifiedSince) {
    return 'failed';
  }
  const ifNoneMatch = headers.get(`${prefix}if-none-match`);
  const ifModifiedSince = readDate(headers.get(`${prefix}if-modified-since`));
  if (ifNoneMatch !== undefined) {
    if (matchesEtag(ifNoneMatch, record.etag)) return 'notModified';
  } else if (ifModifiedSince !== undefined && modified <= ifModifiedSince) {
    return 'notModified';
  }
  return 'send';
}

/** True when the list of entity tags names this one; quotes may be left out, as SDKs do. */
export function matchesEtag(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === etag || tag === `"${etag}"`);
}

function readDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The precondition of a write: `If-None-Match: *` creates only, `If-Match` replaces only that version; what is
 * written began `since`, in milliseconds since 1970. Throws NotImplemented at once for other uses, as S3 does.
 */
export function writePrecondition(headers: HeaderList): (since?: number) => Precondition {
  const ifNoneMatch = headers.get('if-none-match');
  const ifMatch = headers.get('if-match');
  if (ifNoneMatch !== undefined && ifMatch !== undefined) throw notImplemented('If-Match,If-None-Match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match');
  if (ifMatch === '*') throw notImplemented('If-Match');
  return (since = Number.POSITIVE_INFINITY) =>
    (current) => {
      if (ifNoneMatch !== undefined && current !== undefined) {
        throw new S3Error('PreconditionFailed', { details: { Condition: 'If-None-Match' } });
      }
      if (ifMatch === undefined) return;
      requireMatch(ifMatch, current);
      if (current !== undefined && current.lastModified > since) {
        throw new S3Error('ConditionalRequestConflict', { details: { Condition: 'If-Match' } });
      }
    };
}

/** The precondition of a deletion: `If-Match`, also `*`. Throws NotImplemented for those of directory buckets. */
export function deletePrecondition(headers: HeaderList): Precondition {
  const foreign = headers.names().find((name) => name.startsWith('x-amz-if-match-'));
  if (foreign !== undefined) throw notImplemented(foreign);
  const ifMatch = headers.get('if-match');
  return (current) => {
    if (ifMatch !== undefined) requireMatch(ifMatch, current);
  };
}

/** Throws NoSuchKey or PreconditionFailed unless there is an object that the entity tags name. */
export function requireMatch(ifMatch: string, current: ObjectRecord | undefined): void {
  if (current === undefined) throw new S3Error('NoSuchKey');
  if (!matchesEtag(ifMatch, current.etag)) {
    throw new S3Error('PreconditionFailed', { details: { Condition: 'If-Match' } });
  }
}

function notImplemented(header: string): S3Error {
  return new S3Error('NotImplemented', {
    message: 'A header you provided implies functionality that is not implemented',
    details: { Header: header },
  });
}
