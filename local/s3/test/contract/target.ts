import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startS3 } from '../../index';
import type { Difference } from './differences';
import { KNOWN_DIFFERENCES, RADOSGW_DIFFERENCES } from './differences';
import type { Signing } from './http';

const { S3_CONTRACT_ENDPOINT, S3_CONTRACT_ACCESS_KEY_ID, S3_CONTRACT_SECRET_ACCESS_KEY } = process.env;

/** A server the contract suite runs against. */
export interface Target extends Signing {
  client(config?: S3ClientConfig): S3Client;
  /** Creates a bucket of its own for a test file. */
  createBucket(): Promise<string>;
  /** Closes the connections of all clients. */
  disconnect(): void;
  /** Only for the embedded server; the real one has a clock of its own. */
  setTime(time: Date | undefined): void;
}

/** What a suite is given. */
export interface Suite {
  /** To be read inside tests and hooks only: the server starts before them. */
  readonly target: Target;
  /** A test of the contract; with a difference, it is skipped where that difference is known. */
  readonly contract: (title: string, run: () => Promise<void>, difference?: Difference) => void;
}

/** Runs a suite against the embedded server, and against a real one when there is one. */
export function describeContract(name: string, define: (suite: Suite) => void): void {
  describe(`${name}, embedded`, () => {
    let now: Date | undefined;
    let target: Target | undefined;
    let stop: () => Promise<void> = async () => undefined;
    beforeAll(async () => {
      const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-'));
      const keys = { accessKeyId: 'contract', secretAccessKey: 'contract-secret' };
      const server = await startS3({ dataFolder, ...keys, clock: () => now ?? new Date() });
      target = buildTarget(server.endpoint, keys.accessKeyId, keys.secretAccessKey, (time) => (now = time));
      stop = async () => {
        target?.disconnect();
        await server.close();
        rmSync(dataFolder, { recursive: true });
      };
    });
    afterEach(() => (now = undefined));
    afterAll(() => stop());
    define({
      get target() {
        return started(target);
      },
      contract: (title, run) => test(title, run),
    });
  });

  if (S3_CONTRACT_ENDPOINT === undefined) return;
  describe(`${name}, ${S3_CONTRACT_ENDPOINT}`, () => {
    const target = buildTarget(
      S3_CONTRACT_ENDPOINT,
      S3_CONTRACT_ACCESS_KEY_ID ?? '',
      S3_CONTRACT_SECRET_ACCESS_KEY ?? '',
      () => undefined,
    );
    afterAll(() => target.disconnect());
    define({
      target,
      contract: (title, run, difference) => {
        if (difference === undefined || !KNOWN_DIFFERENCES.has(difference)) test(title, run);
        else skip(title, RADOSGW_DIFFERENCES[difference]);
      },
    });
  });
}

/** Leaves a test out of a run for a reason, which is printed because jest's own report names no skipped test. */
function skip(title: string, reason: string): void {
  process.stderr.write(`not run against ${S3_CONTRACT_ENDPOINT}: "${title}": ${reason}\n`);
  test.skip(title, () => undefined);
}

function started(target: Target | undefined): Target {
  if (target === undefined)
    throw new Error('the server starts before the first test, not while tests are defined');
  return target;
}

function buildTarget(
  endpoint: string,
  accessKeyId: string,
  secretAccessKey: string,
  setTime: (time: Date | undefined) => void,
): Target {
  const region = 'us-east-1';
  const clients: S3Client[] = [];
  const client = (config: S3ClientConfig = {}) => {
    const created = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      ...config,
    });
    clients.push(created);
    return created;
  };
  return {
    endpoint,
    accessKeyId,
    secretAccessKey,
    region,
    client,
    createBucket: async () => {
      const Bucket = `contract-${randomBytes(6).toString('hex')}`;
      await client().send(new CreateBucketCommand({ Bucket }));
      return Bucket;
    },
    disconnect: () => clients.forEach((created) => created.destroy()),
    setTime,
  };
}
