import {
  CreateBucketCommand,
  DeleteBucketCorsCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  type BucketLocationConstraint,
  type CORSConfiguration,
  type CreateBucketCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Which bucket, and whose pages may use it. */
export interface BucketWish {
  bucket: string;
  region: string;
  /** Origins whose pages may send and fetch files; none means that no page may. */
  origins: readonly string[];
}

const PREFLIGHT_SECONDS = 3_600;
/** Longer than an upload in parts may take, which is a week at most (MULTIPART_UPLOAD_TTL). */
const ABORT_AFTER_DAYS = 8;

/**
 * Makes the bucket if it is missing, and sets its CORS and lifecycle rules. May be run again at any time.
 * @throws what the store answers, in the SDK's words.
 */
export async function prepareBucket(s3: S3Client, { bucket, region, origins }: BucketWish): Promise<void> {
  if (!(await hasBucket(s3, bucket))) await s3.send(new CreateBucketCommand(creation(bucket, region)));
  if (origins.length === 0) await s3.send(new DeleteBucketCorsCommand({ Bucket: bucket }));
  else await s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: corsRules(origins) }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'abort-unfinished-uploads',
            Status: 'Enabled',
            Filter: { Prefix: '' },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: ABORT_AFTER_DAYS },
          },
        ],
      },
    }),
  );
}

async function hasBucket(s3: S3Client, bucket: string): Promise<boolean> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchBucket')) return false;
    throw error;
  }
}

/** us-east-1 is the one region that must not be named (S3 API reference, CreateBucket). */
function creation(bucket: string, region: string): CreateBucketCommandInput {
  if (region === 'us-east-1') return { Bucket: bucket };
  // The SDK lists the regions it knows; a store of one's own may have any.
  const LocationConstraint = region as BucketLocationConstraint;
  return { Bucket: bucket, CreateBucketConfiguration: { LocationConstraint } };
}

/** What a page needs: the signed PUT, form and GET with their headers, and to read the ETag of the answer. */
function corsRules(origins: readonly string[]): CORSConfiguration {
  return {
    CORSRules: [
      {
        AllowedOrigins: [...origins],
        AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST'],
        AllowedHeaders: ['*'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: PREFLIGHT_SECONDS,
      },
    ],
  };
}
