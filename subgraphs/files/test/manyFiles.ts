import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { fileModel, searchFieldsOf, type FileDocument } from '../adapters/mongo/fileModel';
import { objectKeyOf } from '../domain/file';

const BATCH = 1_000;
const TYPES = ['image/png', 'image/jpeg', 'text/plain', 'application/pdf', 'video/mp4'];

/**
 * Puts that many files of an owner straight into the collection, one in a hundred of them into the trash. Names,
 * sizes and times come in another order than the files.
 */
export async function fillWithFiles(
  connection: Connection,
  ownerId: string,
  count: number,
  start: number,
): Promise<void> {
  const { collection } = fileModel(connection);
  const document = (index: number): FileDocument => {
    const _id = randomUUID();
    const isTrashed = index % 100 === 99;
    const name =
      index % 2 === 0 ? `Photo ${(index * 7919) % count}.PNG` : `File scan-${index}-of-my-photos.txt`;
    const contentType = TYPES[index % TYPES.length] ?? '';
    return {
      _id,
      ownerId,
      name,
      size: index % (count / 5) === 7 ? 10_000_000 + index : (index * 31) % 1_000,
      contentType,
      checksum: null,
      status: isTrashed ? 'TRASHED' : 'READY',
      charge: 'USED',
      objectKey: objectKeyOf(ownerId, _id),
      method: 'PUT',
      uploadExpiresAt: new Date(start),
      inputHash: '',
      createdAt: new Date(start + index * 1_000),
      updatedAt: new Date(start + ((index * 104_729) % count) * 1_000),
      trashedAt: isTrashed ? new Date(start + index) : null,
      ...searchFieldsOf({ name, contentType }),
    };
  };
  for (let from = 0; from < count; from += BATCH) {
    const length = Math.min(BATCH, count - from);
    await collection.insertMany(Array.from({ length }, (_, index) => document(from + index)) as never[]);
  }
}
