import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { StartFault } from '../../platform/service';
import { FolderInUse } from '../lockFolder';
import { startMongo } from '../mongo';
import { startS3 } from '../s3';
import type { LocalConfig } from './config';
import type { LocalSecrets } from './secrets';

const BUCKET = 'cloakroom';
const REGION = 'us-east-1';

/** The embedded servers that are running, and how services reach them. */
export interface Embedded {
  /** MONGODB_URI and S3_* for the services' configuration. */
  env: Record<string, string>;
  /** Keys of the embedded store; null leaves AWS's own credential chain to find those of a real one. */
  s3Credentials: { accessKeyId: string; secretAccessKey: string } | null;
  close(): Promise<void>;
}

/** Starts what no real service was named for; nothing when both were. */
export async function startEmbedded(config: LocalConfig, secrets: LocalSecrets): Promise<Embedded> {
  const closers: (() => Promise<void>)[] = [];
  const env: Record<string, string> = {};
  let s3Credentials: Embedded['s3Credentials'] = null;
  const portAt = (offset: number) => (config.port === 0 ? 0 : config.port + offset);

  if (config.mongodbUri === null) {
    const mongo = await startMongo({ dataFolder: join(config.dataFolder, 'mongo'), port: portAt(4) }).catch(
      explain,
    );
    closers.push(() => mongo.close());
    env.MONGODB_URI = mongo.uri;
  }
  if (!config.hasOwnS3) {
    const credentials = credentialsOf(secrets);
    const s3 = await startS3({
      dataFolder: join(config.dataFolder, 's3'),
      port: portAt(3),
      region: REGION,
      ...credentials,
    }).catch(explain);
    closers.push(() => s3.close());
    s3Credentials = credentials;
    await createBucket(s3.endpoint, credentials);
    Object.assign(env, {
      S3_BUCKET: BUCKET,
      S3_REGION: REGION,
      S3_ENDPOINT: s3.endpoint,
      S3_PUBLIC_ENDPOINT: s3.endpoint,
      S3_FORCE_PATH_STYLE: 'true',
    });
  }
  writeFileSync(addressesFile(config.dataFolder), `${JSON.stringify(env, null, 2)}\n`);
  return {
    env,
    s3Credentials,
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}

/**
 * Does work with the database of a data folder: the one that is running there, or else one started for it.
 */
export async function withEmbeddedMongo<T>(
  dataFolder: string,
  work: (uri: string) => Promise<T>,
): Promise<T> {
  let mongo;
  try {
    mongo = await startMongo({ dataFolder: join(dataFolder, 'mongo'), port: 0 });
  } catch (error) {
    if (error instanceof FolderInUse) return work(readAddresses(dataFolder).MONGODB_URI ?? '');
    throw error;
  }
  try {
    return await work(mongo.uri);
  } finally {
    await mongo.close();
  }
}

/** Says how the embedded servers of a data folder are reached, as long as they are running. */
function addressesFile(dataFolder: string): string {
  return join(dataFolder, 'addresses.json');
}

function readAddresses(dataFolder: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(addressesFile(dataFolder), 'utf8')) as Record<string, string>;
  } catch (error) {
    throw new StartFault(
      `No npm start has run with the data folder ${dataFolder}. Start it, or name its folder with CLOAKROOM_DATA.`,
      { cause: error },
    );
  }
}

/**
 * Where the embedded servers of a running `npm start` are; nothing of what real services were named for.
 * @throws StartFault when the data folder knows of none.
 */
export function embeddedAddresses(
  config: LocalConfig,
  secrets: LocalSecrets,
): Pick<Embedded, 'env' | 's3Credentials'> {
  const { dataFolder, mongodbUri, hasOwnS3 } = config;
  const { MONGODB_URI, ...s3 } = mongodbUri !== null && hasOwnS3 ? {} : readAddresses(dataFolder);
  return {
    env: { ...(mongodbUri === null && { MONGODB_URI }), ...(!hasOwnS3 && s3) },
    s3Credentials: hasOwnS3 ? null : credentialsOf(secrets),
  };
}

function credentialsOf(secrets: LocalSecrets): NonNullable<Embedded['s3Credentials']> {
  return { accessKeyId: secrets.s3AccessKeyId, secretAccessKey: secrets.s3SecretAccessKey };
}

/** Two starts in one folder are a mistake that is easily made, and no fault of the program. */
function explain(error: unknown): never {
  if (error instanceof FolderInUse) {
    throw new StartFault(
      `${error.message} Stop the other one, or choose another folder with CLOAKROOM_DATA.`,
    );
  }
  throw error;
}

/** What an operator does once for a real bucket (docs/operations.md): make it, and let browsers use its URLs. */
async function createBucket(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): Promise<void> {
  const client = new S3Client({ endpoint, region: REGION, forcePathStyle: true, credentials });
  try {
    const exists = await client.send(new HeadBucketCommand({ Bucket: BUCKET })).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.name === 'NotFound') return false;
        throw error;
      },
    );
    if (!exists) await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await client.send(
      new PutBucketCorsCommand({
        Bucket: BUCKET,
        CORSConfiguration: {
          CORSRules: [
            {
              AllowedOrigins: ['*'],
              AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST'],
              AllowedHeaders: ['*'],
              ExposeHeaders: ['ETag'],
              MaxAgeSeconds: 3600,
            },
          ],
        },
      }),
    );
  } finally {
    client.destroy();
  }
}
