import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startS3 } from '../index';

const DAY_MS = 86_400_000;
const Bucket = 'ageing';

test('carries out lifecycle rules as its clock passes, and leaves everything else', async () => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-'));
  let now = new Date('2030-01-01T12:00:00Z');
  const credentials = { accessKeyId: 'ageing', secretAccessKey: 'ageing-secret' };
  const server = await startS3({ dataFolder, ...credentials, clock: () => now });
  const client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
    // The SDK learns the server's clock from its first answer.
    systemClockOffset: now.getTime() - Date.now(),
  });
  await client.send(new CreateBucketCommand({ Bucket }));
  for (const Key of ['tmp/a', 'kept/b', 'tagged']) {
    await client.send(
      new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: Key === 'tagged' ? 'a=b' : undefined }),
    );
  }
  await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'unfinished' }));
  const Rules = [
    { ID: 'tmp', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } },
    {
      ID: 'tag',
      Status: 'Enabled' as const,
      Filter: { Tag: { Key: 'a', Value: 'b' } },
      Expiration: { Days: 3 },
    },
    { ID: 'off', Status: 'Disabled' as const, Filter: { Prefix: 'kept/' }, Expiration: { Days: 1 } },
    {
      ID: 'mpu',
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
    },
  ];
  const LifecycleConfiguration = { Rules };
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  const state = async (daysLater: number) => {
    now = new Date(Date.parse('2030-01-01T12:00:00Z') + daysLater * DAY_MS);
    client.config.systemClockOffset = now.getTime() - Date.now();
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    return [...(Contents ?? []), ...(Uploads ?? [])].map(({ Key }) => Key);
  };
  expect(await state(1.4)).toEqual(['kept/b', 'tagged', 'tmp/a', 'unfinished']);
  expect(await state(1.5)).toEqual(['kept/b', 'tagged', 'unfinished']);
  expect(await state(2.5)).toEqual(['kept/b', 'tagged']);
  expect(await state(3.6)).toEqual(['kept/b']);
  client.destroy();
  await server.close();
  rmSync(dataFolder, { recursive: true });
});
