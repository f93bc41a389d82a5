import { createHmac } from 'node:crypto';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { MAX_UPLOAD_URL_SECONDS } from '../../domain/lifetimes';
import type { NamedValue, SignedForm, UploadTarget } from '../../ports';
import { requireLifetime } from './signing';

/**
 * Signs a form whose policy the store enforces: this key, exactly this length, type and content (Amazon S3 API
 * Reference, "Authenticating requests in browser-based uploads using POST"). Forms cannot be bound to creation only.
 * @throws RangeError for a lifetime outside 1 to 900 seconds.
 */
export async function signPolicyForm(
  client: S3Client,
  bucket: string,
  file: UploadTarget,
  at: Date,
  expiresInSeconds: number,
): Promise<SignedForm> {
  requireLifetime(expiresInSeconds, MAX_UPLOAD_URL_SECONDS);
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  const region = await client.config.region();
  const expiresAt = new Date(at.getTime() + expiresInSeconds * 1000);
  const timestamp = at.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const day = timestamp.slice(0, 8);

  const bound: NamedValue[] = [
    { name: 'key', value: file.objectKey },
    { name: 'Content-Type', value: file.contentType },
    { name: 'success_action_status', value: '201' },
    ...(file.checksum === null ? [] : [{ name: 'x-amz-checksum-sha256', value: file.checksum }]),
    { name: 'X-Amz-Algorithm', value: 'AWS4-HMAC-SHA256' },
    { name: 'X-Amz-Credential', value: `${accessKeyId}/${day}/${region}/s3/aws4_request` },
    { name: 'X-Amz-Date', value: timestamp },
    ...(sessionToken === undefined ? [] : [{ name: 'X-Amz-Security-Token', value: sessionToken }]),
  ];
  const policy = Buffer.from(
    JSON.stringify({
      expiration: expiresAt.toISOString(),
      conditions: [
        { bucket },
        ['content-length-range', file.size, file.size],
        ...bound.map(({ name, value }) => ({ [name]: value })),
      ],
    }),
  ).toString('base64');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return {
    method: 'POST',
    url: await bucketUrl(client, bucket),
    fields: [
      ...bound,
      { name: 'Policy', value: policy },
      { name: 'X-Amz-Signature', value: hmac(key, policy).toString('hex') },
    ],
    expiresAt,
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Where forms go: the SDK knows how this store's buckets are addressed. */
async function bucketUrl(client: S3Client, bucket: string): Promise<string> {
  const url = new URL(await getSignedUrl(client, new HeadBucketCommand({ Bucket: bucket })));
  return `${url.origin}${url.pathname}`;
}
