import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';

/** What is left of uploads that broke off is cleared away by the store after this many days (promise U12). */
const ABORT_AFTER_DAYS = 2;

/**
 * Sets a bucket up for local use: makes it if need be, lets browsers of these origins PUT and GET, and clears away
 * the parts of broken uploads. For production, docs/operations.md says how to do this once.
 */
export async function prepareBucket(
  client: S3Client,
  bucket: string,
  origins: readonly string[],
): Promise<void> {
  const exists = await client.send(new HeadBucketCommand({ Bucket: bucket })).then(
    () => true,
    (error: unknown) => {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
      throw error;
    },
  );
  if (!exists) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  await client.send(
    new PutBucketCorsCommand({
      Bucket: bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedMethods: ['GET', 'HEAD', 'PUT'],
            AllowedOrigins: [...origins],
            AllowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
            ExposeHeaders: ['etag', 'x-amz-checksum-sha256'],
            MaxAgeSeconds: 3600,
          },
        ],
      },
    }),
  );
  const lifecycle = new PutBucketLifecycleConfigurationCommand({
    Bucket: bucket,
    LifecycleConfiguration: {
      Rules: [
        {
          ID: 'abort-broken-uploads',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: ABORT_AFTER_DAYS },
        },
      ],
    },
  });
  await client.send(lifecycle).catch((error: unknown) => {
    // Stores without lifecycle rules keep the parts of broken uploads: untidy, and nothing worse.
    if (!(error instanceof S3ServiceException && error.name === 'NotImplemented')) throw error;
  });
}
