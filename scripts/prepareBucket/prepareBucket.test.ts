import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startS3, type S3Server } from '../../local/s3';
import { readConfig } from './config';
import { prepareBucket } from './prepareBucket';

const read = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../deploy/aws', name), 'utf8')) as Record<string, unknown>;
const wish = { bucket: 'cloakroom', region: 'us-east-1', origins: ['https://app.example.com'] };

describe('prepareBucket', () => {
  let folder: string;
  let server: S3Server;
  let s3: S3Client;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cloakroom-bucket-'));
    const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator-secret' };
    server = await startS3({ dataFolder: folder, ...credentials });
    s3 = new S3Client({
      endpoint: server.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials,
    });
  });
  afterEach(async () => {
    s3.destroy();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('U12 makes the bucket with the rules that deploy/aws shows', async () => {
    await prepareBucket(s3, wish);
    const Bucket = wish.bucket;
    const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket }));
    expect(CORSRules).toEqual(read('bucket-cors.json').CORSRules);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toMatchObject(read('bucket-lifecycle.json').Rules as object[]);
  });

  it('leaves what is in the bucket alone when it runs again, and takes CORS away from no origin', async () => {
    await prepareBucket(s3, wish);
    await s3.send(new PutObjectCommand({ Bucket: wish.bucket, Key: 'kept', Body: 'kept' }));
    await prepareBucket(s3, { ...wish, origins: [] });
    await expect(s3.send(new GetBucketCorsCommand({ Bucket: wish.bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
    await expect(
      s3.send(new PutObjectCommand({ Bucket: wish.bucket, Key: 'kept', Body: 'again', IfNoneMatch: '*' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('says which variable is missing', () => {
    expect(() => readConfig({ S3_ENDPOINT: 'nowhere' })).toThrow(
      /S3_BUCKET is missing\n.*S3_ENDPOINT must be/,
    );
  });
});
