import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { KEYS, measure, OPERATIONS, startServer } from './load.js';

const LARGE_BYTES = Number(process.env.BENCH_LARGE_MIB ?? 16) * 1024 * 1024;
const SIZES = {
  small: { bytes: 1024, count: OPERATIONS, concurrency: 32 },
  large: { bytes: LARGE_BYTES, count: 24, concurrency: 4 },
};

/** PUT and GET of small objects per second, of large ones in bytes per second; the client is the same plain one. */
export async function benchS3(folder) {
  return { embedded: await run('s3', join(folder, 's3')), bare: await run('bare', join(folder, 'bare')) };
}

async function run(kind, folder) {
  const server = await startServer(kind, folder);
  const agent = new Agent({ keepAlive: true });
  const urlOf =
    kind === 's3' ? await presigner(server.address) : (_method, key) => `${server.address}/${key}`;
  const result = {};
  for (const [size, { bytes, count, concurrency }] of Object.entries(SIZES)) {
    const body = randomBytes(bytes);
    const keys = Array.from({ length: count }, (_, n) => `${size}-${n}`);
    const puts = await Promise.all(keys.map((key) => urlOf('PUT', key)));
    const gets = await Promise.all(keys.map((key) => urlOf('GET', key)));
    const unit = size === 'large' ? bytes : 1;
    result[`put ${size}`] =
      unit * (await measure(count, (n) => send(agent, 'PUT', puts[n], body), concurrency));
    result[`get ${size}`] =
      unit *
      (await measure(
        count,
        async (n) => {
          const received = await send(agent, 'GET', gets[n]);
          if (received !== bytes) throw new Error(`${received} of ${bytes} bytes came`);
        },
        concurrency,
      ));
  }
  result.memory = await server.memory();
  agent.destroy();
  await server.close();
  return result;
}

/** Signs before anything is timed: the server's work is measured, not the SDK's. */
async function presigner(endpoint) {
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: KEYS,
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'bench' }));
  return (method, Key) =>
    getSignedUrl(
      s3,
      method === 'PUT'
        ? new PutObjectCommand({ Bucket: 'bench', Key })
        : new GetObjectCommand({ Bucket: 'bench', Key }),
      { expiresIn: 900 },
    );
}

/** The number of bytes that came back; rejects unless the answer is 200. */
function send(agent, method, url, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': body.length };
    const outgoing = request(url, { method, agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => (bytes += chunk.length));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${method} answered ${response.statusCode}`)),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
