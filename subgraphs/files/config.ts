import { z } from 'zod';
import { parsePlans, type Quota } from './domain/quota';
import {
  commaList,
  flag,
  httpUrl,
  mongoUri,
  parseConfig,
  port,
  readSeeing,
  secret,
  SEEING_VARIABLES,
  type SeeingConfig,
  wholeNumber,
} from '../../platform/service';
import { MAX_MULTIPART_SECONDS, MAX_UPLOAD_URL_SECONDS } from './domain/lifetimes';
import { MAX_OBJECT_BYTES } from './domain/parts';

/** What the files service is told from outside. */
export interface FilesConfig extends SeeingConfig {
  readonly port: number;
  /** The interface to listen on. */
  readonly host: string;
  readonly mongodbUri: string;
  readonly s3: S3Config;
  /** auth's base URL, for its public keys. */
  readonly authUrl: string;
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  /** How the gateway proves itself; null, in local mode only, lets everybody in. */
  readonly serviceSecret: string | null;
  /** The largest file in bytes. */
  readonly maxFileBytes: number;
  /** Media types and patterns such as `image/*`. */
  readonly allowedContentTypes: readonly string[];
  /** What a person may store, in bytes. */
  readonly quotaBytes: number;
  /** The most files a person may have. */
  readonly maxFiles: number;
  /** What people with a role may keep instead, by role. */
  readonly plans: Readonly<Record<string, Quota>>;
  /** How long an upload URL lives, 60 to 900. */
  readonly uploadUrlSeconds: number;
  /** What the store proves itself with when it tells of events; null: it may not tell any. */
  readonly eventsSecret: string | null;
  /** Where people reach this installation, without a slash at the end: share links begin with it. */
  readonly publicUrl: string;
  /** How many days a file stays in the trash. */
  readonly trashDays: number;
  /** How long an upload in parts may take, an hour to a week. */
  readonly multipartSeconds: number;
}

/** Where the bytes are kept. */
export interface S3Config {
  readonly bucket: string;
  readonly region: string;
  /** Where this service reaches the store; null for AWS. */
  readonly endpoint: string | null;
  /** Where clients reach it, signed into every URL; null for AWS. */
  readonly publicEndpoint: string | null;
  readonly forcePathStyle: boolean;
  /** Default: AWS's own credential chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const schema = z.object({
  PORT: port(4002),
  HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: mongoUri(),
  S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: httpUrl().optional(),
  S3_PUBLIC_ENDPOINT: httpUrl().optional(),
  S3_EVENTS_SECRET: secret().optional(),
  S3_FORCE_PATH_STYLE: flag(false),
  AUTH_URL: httpUrl().transform((url) => url.replace(/\/graphql$/, '')),
  JWT_ISSUER: z.string().default('cloakroom'),
  JWT_AUDIENCE: z.string().default('cloakroom'),
  SERVICE_SECRET: secret(),
  MAX_FILE_BYTES: wholeNumber(1, MAX_OBJECT_BYTES).default(MAX_OBJECT_BYTES),
  ALLOWED_CONTENT_TYPES: commaList(['*/*']).refine(
    (patterns) => patterns.every((pattern) => /^(?:\*|[\w!#$&^.+-]+)\/(?:\*|[\w!#$&^.+-]+)$/.test(pattern)),
    'must be a list of media types such as image/*,application/pdf',
  ),
  QUOTA_BYTES: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(10 * 1024 ** 3),
  MAX_FILES: wholeNumber(0, 2 ** 31 - 1).default(10_000_000),
  QUOTA_PLANS: z
    .string()
    .default('')
    .refine(
      (text) => parsePlans(text, 0) !== null,
      'must be a list such as pro=107374182400/100000,team=1099511627776',
    ),
  UPLOAD_URL_TTL: wholeNumber(60, MAX_UPLOAD_URL_SECONDS).default(MAX_UPLOAD_URL_SECONDS),
  PUBLIC_URL: httpUrl().default('http://localhost:4000'),
  TRASH_DAYS: wholeNumber(1, 3650).default(30),
  MULTIPART_UPLOAD_TTL: wholeNumber(3_600, MAX_MULTIPART_SECONDS).default(MAX_MULTIPART_SECONDS),
  ...SEEING_VARIABLES,
});

/**
 * Reads the configuration of the files service.
 * @throws ConfigError that lists everything missing or malformed.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): FilesConfig {
  const read = parseConfig(schema, env);
  const endpoint = read.S3_ENDPOINT ?? null;
  return {
    port: read.PORT,
    host: read.HOST,
    mongodbUri: read.MONGODB_URI,
    s3: {
      bucket: read.S3_BUCKET,
      region: read.S3_REGION,
      endpoint,
      publicEndpoint: read.S3_PUBLIC_ENDPOINT ?? endpoint,
      forcePathStyle: read.S3_FORCE_PATH_STYLE,
    },
    authUrl: read.AUTH_URL,
    jwtIssuer: read.JWT_ISSUER,
    jwtAudience: read.JWT_AUDIENCE,
    serviceSecret: read.SERVICE_SECRET,
    maxFileBytes: read.MAX_FILE_BYTES,
    allowedContentTypes: read.ALLOWED_CONTENT_TYPES,
    quotaBytes: read.QUOTA_BYTES,
    maxFiles: read.MAX_FILES,
    plans: parsePlans(read.QUOTA_PLANS, read.MAX_FILES) ?? {},
    uploadUrlSeconds: read.UPLOAD_URL_TTL,
    eventsSecret: read.S3_EVENTS_SECRET ?? null,
    publicUrl: read.PUBLIC_URL,
    trashDays: read.TRASH_DAYS,
    multipartSeconds: read.MULTIPART_UPLOAD_TTL,
    ...readSeeing(read),
  };
}
