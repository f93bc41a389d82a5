import { S3Error } from '../protocol/errors';
import type { HeaderList } from '../protocol/headers';
import type { S3Request } from '../protocol/request';

/** The version id of every object in a bucket that was never versioned. */
export const NULL_VERSION = 'null';

/** S3's InvalidArgument for a version id that is none of this bucket's. */
export function invalidVersion(argument: string, value: string): S3Error {
  return new S3Error('InvalidArgument', {
    message: value === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified',
    details: { ArgumentName: argument, ArgumentValue: value },
  });
}

/** This server keeps no versions: an object is its version "null". Throws InvalidArgument for any other. */
export function requireNoVersion(request: S3Request): void {
  const versionId = request.query.get('versionId');
  if (versionId !== undefined && versionId !== NULL_VERSION) throw invalidVersion('versionId', versionId);
}

const BYPASS = 'x-amz-bypass-governance-retention';

/**
 * Refuses the header that lifts a lock from a version, as S3 does in a bucket without object lock. Not to be
 * called for a version that is named: programs that empty any bucket by its versions send it everywhere.
 */
export function refuseBypass(headers: HeaderList): void {
  if (!headers.has(BYPASS)) return;
  throw new S3Error('InvalidArgument', {
    message: `${BYPASS} is only applicable to Object Lock enabled buckets.`,
    details: { ArgumentName: BYPASS },
  });
}
