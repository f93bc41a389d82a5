import { z } from 'zod';
import { commaList, flag, httpUrl, parseConfig } from '../../platform/service';

const variables = z.object({
  S3_BUCKET: z.string().min(3, 'must have at least 3 characters'),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: httpUrl().optional(),
  S3_FORCE_PATH_STYLE: flag(false),
  CORS_ORIGINS: commaList([]),
});

/** Which bucket to prepare, where. The keys come from AWS's own credential chain and belong to an operator. */
export interface PrepareBucketConfig {
  /** S3_BUCKET. */
  readonly bucket: string;
  /** S3_REGION. */
  readonly region: string;
  /** S3_ENDPOINT; undefined is AWS. */
  readonly endpoint: string | undefined;
  /** S3_FORCE_PATH_STYLE: `http://host/bucket/key` instead of `http://bucket.host/key`. */
  readonly forcePathStyle: boolean;
  /** CORS_ORIGINS: whose pages may send and fetch files; none means that no page may. */
  readonly origins: readonly string[];
}

/**
 * Reads the environment.
 * @throws ConfigError naming every variable that is missing or cannot be accepted.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): PrepareBucketConfig {
  const set = parseConfig(variables, env);
  return {
    bucket: set.S3_BUCKET,
    region: set.S3_REGION,
    endpoint: set.S3_ENDPOINT,
    forcePathStyle: set.S3_FORCE_PATH_STYLE,
    origins: set.CORS_ORIGINS,
  };
}
