import { randomUUID } from 'node:crypto';
import {
  AccountFeedFollower,
  createFeedPass,
  followRevocations,
  RemoteKeySet,
  RevokedSessions,
} from '../../platform/identity';
import { startMetrics, startTracing } from '../../platform/seeing';
import { DEFAULT_GRACE_MS, listen, type Log, type Running } from '../../platform/service';
import { RemoteAccounts } from './adapters/auth/RemoteAccounts';
import { ScryptLinkSecrets } from './adapters/crypto/ScryptLinkSecrets';
import { connectStores } from './adapters/mongo';
import { MagicTypeDetector } from './adapters/fileType/MagicTypeDetector';
import { openBucket } from './adapters/s3';
import { createApp } from './app';
import type { FilesConfig } from './config';
import { startPurger, startSweeper } from './sweeper';

export type { FilesConfig } from './config';

/** The longest that sending one file may take. */
const UPLOAD_MS = 6 * 60 * 60_000;

/**
 * Starts the files service: connects in the background, serves, sweeps. `close` first stops being ready, then lets
 * requests end, then the sweeper, then lets go of GraphQL, store and database.
 */
export async function startFiles(config: FilesConfig, log: Log): Promise<Running> {
  const traces = await startTracing('files', config.tracing, log);
  const metrics = await startMetrics('files', config.metrics, log);
  const stores = connectStores(config.mongodbUri, log);
  const bucket = openBucket(config.s3, log);
  // Once the bucket was seen the configuration is right; that the store is down later keeps only some work waiting.
  let bucketWasSeen = false;
  const revoked = new RevokedSessions();
  const pass = config.serviceSecret === null ? null : createFeedPass(config.serviceSecret);
  const app = await createApp({
    config,
    log,
    adapters: {
      files: stores.files,
      usage: stores.usage,
      links: stores.links,
      linkSecrets: new ScryptLinkSecrets(),
      accounts: new RemoteAccounts({ authUrl: config.authUrl, pass }),
      objects: bucket.objects,
      types: new MagicTypeDetector(),
      clock: { now: () => new Date() },
      ids: { nextId: () => randomUUID() },
      keys: new RemoteKeySet({
        url: `${config.authUrl}/.well-known/jwks.json`,
        onFailure: (error) => log.warn({ err: error }, 'the public keys of auth cannot be loaded'),
      }),
      isRevoked: (token) => revoked.isRevoked(token),
      async checkReadiness() {
        const [mongodb, s3] = await Promise.all([stores.isReady(), bucketWasSeen || bucket.checkBucket()]);
        bucketWasSeen = s3;
        return { mongodb, s3 };
      },
    },
  });
  const revocations = followRevocations(revoked, { authUrl: config.authUrl, pass, log });
  const deletions = new AccountFeedFollower({
    name: 'deletions',
    authUrl: config.authUrl,
    pass,
    log,
    cursor: stores.accountEvents,
    isReady: stores.isReady,
    async handle({ kind, accountId }) {
      if (kind === 'ACCOUNT_DELETED') await app.useCases.closeOwner(accountId);
    },
  });
  const purger = startPurger(app.useCases.purgeOwners, stores.isReady, log);
  const sweeper = startSweeper(app.useCases.sweep, stores.isReady, log);
  const stopBackground = () =>
    Promise.all([revocations.stop(), deletions.stop(), purger.stop(), sweeper.stop()]);
  const server = await listen(app.http, {
    port: config.port,
    host: config.host,
    service: 'files',
    requestTimeoutMs: UPLOAD_MS,
  }).catch(async (error: unknown) => {
    await stopBackground();
    await Promise.all([app.close(), stores.close()]);
    bucket.close();
    await metrics?.close();
    await traces?.close();
    throw error;
  });
  log.info({ host: config.host, port: server.port }, 'listening');

  return {
    ...server,
    async close(graceMs = DEFAULT_GRACE_MS) {
      app.startDraining();
      await server.close(graceMs);
      await stopBackground();
      await app.close();
      bucket.close();
      await stores.close();
      await metrics?.close();
      await traces?.close();
    },
  };
}
