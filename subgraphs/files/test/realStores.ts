import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3 } from '../../../local/s3';
import { createBucket } from '../adapters/s3';
import type { S3Settings } from '../adapters/s3/clients';

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
  await createBucket(settings, ['https://app.example.com']);
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
  await createBucket(settings, ['https://app.example.com']);
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
