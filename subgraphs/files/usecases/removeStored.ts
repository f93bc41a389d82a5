import { objectKeyOf, type StoredFile } from '../domain/file';
import type { FilesDeps } from './deps';

/** Removes everything that a file has, or may have, in the store. */
export async function removeStored(
  { objects }: Pick<FilesDeps, 'objects'>,
  { method, ownerId, id, objectKey }: StoredFile,
): Promise<void> {
  switch (method) {
    case 'PUT':
      return objects.removeObject(objectKey);
    case 'POST':
      return objects.removeObjects(objectKeyOf(ownerId, id), null);
    case 'MULTIPART':
    case 'STREAM':
      // In this order: what is given up can no longer become an object.
      await objects.abortAllParts(objectKey);
      return objects.removeObject(objectKey);
  }
}

/** Removes what the upload of a READY file has left in the store beside its object. */
export async function removeTraces(
  { objects }: Pick<FilesDeps, 'objects'>,
  { method, ownerId, id, objectKey }: StoredFile,
): Promise<void> {
  if (method === 'POST') await objects.removeObjects(objectKeyOf(ownerId, id), objectKey);
  if (method === 'MULTIPART') await objects.abortAllParts(objectKey);
}
