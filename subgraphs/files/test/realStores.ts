import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { createConnection, type Connection } from 'mongoose';
import { startMongo } from '../../../local/mongo';
import { startS3 } from '../../../local/s3';
import { createS3Clients, type S3Settings } from '../adapters/s3/clients';
import { createIndexes } from '../adapters/mongo';
import { fileModel, type FileDocument } from '../adapters/mongo/fileModel';
import { MongoFileStore } from '../adapters/mongo/MongoFileStore';
import { MongoInventory } from '../adapters/mongo/MongoInventory';
import { MongoShareLinkStore } from '../adapters/mongo/MongoShareLinkStore';
import { MongoUsageStore } from '../adapters/mongo/MongoUsageStore';
import { shareLinkModel } from '../adapters/mongo/shareLinkModel';
import { usageModel } from '../adapters/mongo/usageModel';
import type { StoredFile } from '../domain/file';
import type { Stores } from './bed';

/** An S3 server for tests, with a bucket that is ready for use. */
export interface S3Target {
  readonly settings: S3Settings;
  /** Whether it verifies SHA-256 checksums; radosgw 16 does not. */
  readonly checksChecksums: boolean;
  close(): Promise<void>;
}

/** Which S3 servers tests run on: the embedded one, and the one that S3_ENDPOINT names. */
export const S3_TARGETS: readonly (readonly [name: string, start: () => Promise<S3Target>])[] = [
  ['the embedded S3', startEmbedded],
  ...(process.env.S3_ENDPOINT === undefined
    ? []
    : [[process.env.S3_ENDPOINT, () => useReal(process.env.S3_ENDPOINT ?? '')] as const]),
];

async function startEmbedded(): Promise<S3Target> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'cloakroom-files-s3-'));
  const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing-secret' };
  const server = await startS3({ dataFolder, ...credentials });
  const settings = settingsOf(server.endpoint, credentials);
  await createBucket(settings);
  return {
    settings,
    checksChecksums: true,
    async close() {
      await server.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function useReal(endpoint: string): Promise<S3Target> {
  const { AWS_ACCESS_KEY_ID = 'testing', AWS_SECRET_ACCESS_KEY = 'testing-secret' } = process.env;
  const settings = settingsOf(endpoint, {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
  });
  await createBucket(settings);
  return {
    settings,
    checksChecksums: process.env.S3_CHECKS_CHECKSUMS === 'true',
    close: async () => undefined,
  };
}

function settingsOf(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): S3Settings {
  return {
    bucket: `files-${randomBytes(6).toString('hex')}`,
    region: 'us-east-1',
    endpoint,
    publicEndpoint: endpoint,
    forcePathStyle: true,
    credentials,
  };
}

/** The stores that are kept in MongoDB, on a database of their own. */
export interface MongoTarget extends Stores {
  /** Every record, whatever its state. */
  records: () => Promise<StoredFile[]>;
  connection: Connection;
  /** Where it is, for other processes. */
  uri: string;
  inventory: MongoInventory;
  close(): Promise<void>;
}

/** Starts the embedded MongoDB, or uses the one that MONGODB_URI names. */
export async function startMongoStores(): Promise<MongoTarget> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'cloakroom-files-mongo-'));
  const server = process.env.MONGODB_URI === undefined ? await startMongo({ dataFolder }) : null;
  const uri = new URL(server?.uri ?? process.env.MONGODB_URI ?? '');
  uri.pathname = `files_${randomBytes(6).toString('hex')}`;
  const connection = await createConnection(uri.href, {
    sanitizeFilter: true,
    autoIndex: false,
    autoCreate: false,
  }).asPromise();
  await createIndexes(connection);
  return {
    files: new MongoFileStore(fileModel(connection)),
    usage: new MongoUsageStore(usageModel(connection)),
    links: new MongoShareLinkStore(shareLinkModel(connection)),
    connection,
    uri: uri.href,
    inventory: new MongoInventory(connection),
    async records() {
      const found = await fileModel(connection).find().lean<FileDocument[]>();
      return found.map(({ _id, idempotencyKey = null, ...rest }) => ({ id: _id, idempotencyKey, ...rest }));
    },
    async close() {
      await connection.dropDatabase();
      await connection.close();
      await server?.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function createBucket(settings: S3Settings): Promise<void> {
  const { internal, signing } = createS3Clients(settings);
  await internal.send(new CreateBucketCommand({ Bucket: settings.bucket }));
  internal.destroy();
  signing.destroy();
}
