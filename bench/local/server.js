/**
 * One server in a process of its own: `node server.js mongo|s3|bare FOLDER`. Prints its address, answers `memory` on
 * stdin with its highest resident set in bytes, and ends when stdin does.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { load } from '../product.js';
import { KEYS } from './load.js';

const [kind, folder] = process.argv.slice(2);
await mkdir(folder, { recursive: true });

const START = {
  async mongo() {
    const { startMongo } = load('services');
    return (await startMongo({ dataFolder: folder })).uri;
  },
  async s3() {
    const { startS3 } = load('services');
    return (await startS3({ dataFolder: folder, ...KEYS })).endpoint;
  },
  /** The least: PUT writes, syncs and renames; GET streams the file. No signature, no index, no checksum. */
  async bare() {
    let number = 0;
    const server = createServer((request, response) => {
      answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
    });
    async function answer(request, response) {
      const path = join(folder, encodeURIComponent(new URL(request.url, 'http://x').pathname.slice(1)));
      if (request.method === 'PUT') {
        const staged = `${path}.${number++}`;
        const file = await open(staged, 'w');
        await pipeline(request, file.createWriteStream({ flush: true }));
        await rename(staged, path);
        response.end();
      } else {
        response.setHeader('content-length', (await stat(path)).size);
        await pipeline(createReadStream(path), response);
      }
    }
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${server.address().port}`;
  },
};

console.log(await START[kind]());
createInterface({ input: process.stdin })
  .on('line', () => console.log(process.resourceUsage().maxRSS * 1024))
  .on('close', () => process.exit(0));
