import { matchesEtag } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import type { Precondition } from '../storage/objects';
import type { Operation } from './context';
import { requireObjectName } from './context';
import { refuseBypass, requireNoVersion } from './version';

/** DELETE of an object; one that does not exist is already deleted. */
export const deleteObject: Operation = async (context) => {
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(context.request);
  if (!context.request.query.has('versionId')) refuseBypass(context.request.headers);
  await context.storage.objects.remove(bucket, key, ifMatch(context.request.headers.get('if-match')));
  return { status: 204 };
};

function ifMatch(list: string | undefined): Precondition {
  return (current) => {
    if (list === undefined) return;
    if (current === undefined) throw new S3Error('NoSuchKey');
    if (!matchesEtag(list, current.etag)) {
      throw new S3Error('PreconditionFailed', { details: { Condition: 'If-Match' } });
    }
  };
}
