/**
 * The files service in a process of its own, made to be killed: everything as in start.ts, but that the time can be
 * set ahead and that a line on stdin makes it sweep. Prints its URL, then one line for each sweep.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { RemoteKeySet } from '../../../../platform/identity';
import { createLog, listen } from '../../../../platform/service';
import { ScryptLinkSecrets } from '../../adapters/crypto/ScryptLinkSecrets';
import { MagicTypeDetector } from '../../adapters/fileType/MagicTypeDetector';
import { connectStores } from '../../adapters/mongo';
import { openBucket } from '../../adapters/s3';
import { createApp } from '../../app';
import type { FilesConfig } from '../../config';

async function main(): Promise<void> {
  const { config, aheadMs } = JSON.parse(process.argv[2] ?? '') as { config: FilesConfig; aheadMs: number };
  const log = createLog('files', 'silent');
  const stores = connectStores(config.mongodbUri, log);
  const { objects } = openBucket(config.s3, log);
  while (!(await stores.isReady())) await new Promise((resolve) => setImmediate(resolve));
  const app = await createApp({
    config,
    log,
    adapters: {
      files: stores.files,
      usage: stores.usage,
      links: stores.links,
      linkSecrets: new ScryptLinkSecrets(),
      accounts: { has: async () => true },
      objects,
      types: new MagicTypeDetector(),
      clock: { now: () => new Date(Date.now() + aheadMs) },
      ids: { nextId: () => randomUUID() },
      keys: new RemoteKeySet({ url: `${config.authUrl}/.well-known/jwks.json`, onFailure: () => undefined }),
      checkReadiness: async () => ({ mongodb: true, s3: true }),
    },
  });
  const { url } = await listen(app.http, { port: 0 });
  process.stdout.write(`${url}\n`);
  createInterface({ input: process.stdin }).on('line', () => {
    void app.useCases.sweep().then((report) => process.stdout.write(`${JSON.stringify(report)}\n`));
  });
}

void main();
