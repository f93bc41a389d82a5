import type { Log } from '../../../../platform/service';
import type { Inventory, ObjectStore } from '../../ports';
import { createS3Clients, type S3Settings } from './clients';
import { S3ObjectStore } from './S3ObjectStore';

/** The bucket, and what it stands on. */
export interface S3Bucket {
  objects: ObjectStore & Pick<Inventory, 'listObjects'>;
  /** Whether the bucket is there and ours. */
  checkBucket(): Promise<boolean>;
  close(): void;
}

/** Opens a bucket; nothing is sent yet. */
export function openBucket(settings: S3Settings, log: Log): S3Bucket {
  const clients = createS3Clients(settings);
  const objects = new S3ObjectStore(clients, settings.bucket, log);
  return {
    objects,
    checkBucket: () => objects.checkBucket(),
    close() {
      clients.internal.destroy();
      clients.signing.destroy();
    },
  };
}
