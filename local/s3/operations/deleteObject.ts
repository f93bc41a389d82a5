import { deletePrecondition } from '../protocol/conditions';
import type { Operation } from './context';
import { requireObjectName } from './context';
import { refuseBypass, requireNoVersion } from './version';

/** DELETE of an object; one that does not exist is already deleted. */
export const deleteObject: Operation = async (context) => {
  const { headers, query } = context.request;
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(context.request);
  if (!query.has('versionId')) refuseBypass(headers);
  await context.storage.objects.remove(bucket, key, deletePrecondition(headers));
  return { status: 204 };
};
