import { mkdir, realpath } from 'node:fs/promises';
import { BlobStore } from './blobs';
import { Buckets } from './buckets';
import { openDatabase } from './database';
import type { Database } from './database';
import { lockFolder } from '../../lockFolder';
import { Objects } from './objects';
import { Uploads } from './uploads';

/** Everything that is kept, under one data folder. */
export interface Storage {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly uploads: Uploads;
  close(): Promise<void>;
}

/**
 * Opens the data folder, creating it, and repairs what a crash left: temporary files of unfinished
 * uploads, and blobs that no index entry refers to. Throws when another server uses the folder.
 */
export async function openStorage(dataFolder: string, log: (line: string) => void): Promise<Storage> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const folder = await realpath(dataFolder);
  const unlock = await lockFolder(folder);
  try {
    const blobs = await BlobStore.open(folder, log);
    const database = openDatabase(folder);
    const orphans = await blobs.removeOrphans(referredBlobs(database));
    if (orphans > 0) log(`S3: removed ${orphans} blobs that a stopped process left without an object`);
    const uploads = new Uploads(database, blobs);
    return {
      database,
      blobs,
      buckets: new Buckets(database, uploads, blobs),
      objects: new Objects(database, blobs),
      uploads,
      close: async () => {
        await database.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function referredBlobs(database: Database): Set<string> {
  const ids = new Set<string>();
  for (const { value } of database.objects.getRange()) {
    for (const blob of value.blobs) ids.add(blob.id);
  }
  for (const { value } of database.parts.getRange()) ids.add(value.blob.id);
  return ids;
}
