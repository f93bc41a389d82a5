import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { openStorage } from '../storage/storage';
import { presign } from './contract/http';
import type { ServerProcess } from './process/serverProcess';
import { spawnServer } from './process/serverProcess';

const KEYS = { accessKeyId: 'contract', secretAccessKey: 'contract-secret' };
const Bucket = 'survivor';
const ROUNDS = 6;
const WRITERS = 6;

let dataFolder: string;
let running: ServerProcess | undefined;
beforeEach(() => {
  dataFolder = mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-'));
});
afterEach(async () => {
  await running?.kill();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start() {
  running = await spawnServer(dataFolder);
  const config = { endpoint: running.endpoint, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 };
  return { process: running, client: new S3Client({ ...config, credentials: KEYS }) };
}

/** Each version of an object has a size and content of its own. */
function contentOf(key: string, version: number): Buffer {
  return Buffer.alloc(1 + ((version * 7919) % 400_000), `${key}:${version};`);
}

async function writeUntilKilled(
  client: S3Client,
  key: string,
  from: number,
): Promise<{ acked: number; tried: number }> {
  for (let version = from + 1; ; version++) {
    try {
      const Metadata = { version: String(version) };
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: contentOf(key, version), Metadata }));
    } catch {
      return { acked: version - 1, tried: version };
    }
  }
}

test('loses no acknowledged object and shows no torn one, killed again and again under load', async () => {
  const acked = new Map<string, number>();
  const tried = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const { process: server, client } = await start();
    if (round === 0) await client.send(new CreateBucketCommand({ Bucket }));
    const writers = Array.from({ length: WRITERS }, (_, i) => `key/${i}`).map(async (key) => {
      const result = await writeUntilKilled(client, key, tried.get(key) ?? 0);
      if (result.acked > (tried.get(key) ?? 0)) acked.set(key, result.acked);
      tried.set(key, result.tried);
    });
    // The first objects of the round are in; the next ones are being written.
    while (!(await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount) continue;
    for (let i = 0; i < 5 + round * 9; i++) await client.send(new HeadBucketCommand({ Bucket }));
    await server.kill();
    await Promise.all(writers);

    const after = await start();
    const { Contents } = await after.client.send(new ListObjectsV2Command({ Bucket }));
    for (const [key, version] of acked) {
      const got = await after.client.send(new GetObjectCommand({ Bucket, Key: key }));
      const stored = Number(got.Metadata?.['version']);
      expect(stored).toBeGreaterThanOrEqual(version);
      expect(stored).toBeLessThanOrEqual(tried.get(key) ?? 0);
      const body = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
      expect(body.equals(contentOf(key, stored))).toBe(true);
      expect(got.ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    }
    const blobs = readdirSync(path.join(dataFolder, 'blobs'), { recursive: true, withFileTypes: true });
    expect(blobs.filter((entry) => entry.isFile())).toHaveLength(Contents?.length ?? 0);
    expect(readdirSync(path.join(dataFolder, 'staging'))).toEqual([]);
    await after.process.kill();
  }
  expect(acked.size).toBe(WRITERS);
}, 120_000);

test('removes what a killed upload left on the disk', async () => {
  const { process: server, client } = await start();
  await client.send(new CreateBucketCommand({ Bucket }));
  const path_ = `/${Bucket}/half`;
  const url = await presign(
    { ...KEYS, endpoint: server.endpoint, region: 'us-east-1' },
    { method: 'PUT', path: path_ },
  );
  const upload = http.request(url, { method: 'PUT', headers: { 'content-length': 2_000_000 } });
  const cut = new Promise((resolve) => upload.on('error', resolve));
  upload.write(Buffer.alloc(1_000_000));
  const staging = path.join(dataFolder, 'staging');
  while (readdirSync(staging).length === 0) await client.send(new HeadBucketCommand({ Bucket }));
  await server.kill();
  await cut;
  expect(readdirSync(staging)).toHaveLength(1);
  const after = await start();
  expect(readdirSync(staging)).toEqual([]);
  expect((await after.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
});

test('keeps a second server off the folder, until the first one is gone', async () => {
  const { process: server } = await start();
  await expect(openStorage(dataFolder, () => undefined)).rejects.toThrow(/Another server is using/);
  await server.kill();
  const storage = await openStorage(dataFolder, () => undefined);
  await storage.close();
});

test('takes and gives a large object in little memory', async () => {
  const { process: server, client } = await start();
  await client.send(new CreateBucketCommand({ Bucket }));
  const before = await server.peakMemory();
  const target = { ...KEYS, endpoint: server.endpoint, region: 'us-east-1' };
  const size = 300 * 1024 * 1024;
  const piece = Buffer.alloc(1024 * 1024, 'x');
  const path_ = `/${Bucket}/large`;
  const status = await new Promise((resolve, reject) => {
    void presign(target, { method: 'PUT', path: path_ }).then((url) => {
      const request = http.request(url, { method: 'PUT', headers: { 'content-length': size } });
      request.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      let left = size / piece.length;
      const fill = () => {
        while (left > 0) {
          left -= 1;
          if (!request.write(piece)) return void request.once('drain', fill);
        }
        request.end();
      };
      fill();
    });
  });
  expect(status).toBe(200);
  const got = await fetch(await presign(target, { method: 'GET', path: path_ }));
  let received = 0;
  for await (const chunk of got.body ?? []) received += (chunk as Uint8Array).length;
  expect(received).toBe(size);
  expect((await server.peakMemory()) - before).toBeLessThan(100);
});
