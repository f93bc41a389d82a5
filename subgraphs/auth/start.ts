import { AppError } from '../../platform/errors';
import { connectMongo } from '../../platform/mongo';
import { startMetrics, startTracing } from '../../platform/seeing';
import { listen, type Log, type Running } from '../../platform/service';
import { createMongoStores } from './adapters/mongo';
import { createApp } from './app';
import { startBackground } from './background';
import type { AuthConfig } from './config';

/** The database when MONGODB_URI names none. */
export const DEFAULT_DATABASE = 'cloakroom';

/**
 * Starts auth: listens at once, connects in the background, and is ready when the database answers, its indexes exist
 * and there is a signing key that PASSWORD_PEPPER opens. Closing goes the other way round: not ready, no more HTTP, no
 * more background work, no more GraphQL, no database.
 */
export async function startAuth(config: AuthConfig, log: Log): Promise<Running> {
  const traces = await startTracing('auth', config.tracing, log);
  const metrics = await startMetrics('auth', config.metrics, log);
  const mongo = connectMongo({
    uri: config.mongodbUri,
    defaultDatabase: DEFAULT_DATABASE,
    log,
    // Runs once the connection is open, when everything below has its value.
    async prepare() {
      await stores.createIndexes();
      await openSigningKeys().catch((error: unknown) => {
        // The database is all right then, and connecting to it again would not help.
        if (error instanceof AppError) throw error;
        log.error({ err: error }, 'the signing keys cannot be opened');
      });
    },
  });
  let hasSigningKeys = false;
  const openSigningKeys = async (): Promise<void> => {
    await (await creating).ensureSigningKey();
    hasSigningKeys = true;
  };
  const stores = createMongoStores(mongo.connection);
  const checkReadiness = async () => {
    const mongodb = await mongo.isReady();
    if (mongodb && !hasSigningKeys) await openSigningKeys().catch(() => undefined);
    return { mongodb, signingKeys: hasSigningKeys };
  };
  const isReady = async () => hasSigningKeys && (await mongo.isReady());
  const creating = createApp({ config, log, adapters: { ...stores, checkReadiness } });
  try {
    const app = await creating;
    const listening = await listen(app.http, { port: config.port, host: config.host, service: 'auth' });
    const background = startBackground(app, isReady, log);
    log.info({ host: config.host, port: listening.port }, 'listening');
    if (config.mail.transport === null) {
      log.warn('SMTP_URL is not set: no mail is sent, so passwords cannot be reset nor addresses verified');
    }
    return {
      ...listening,
      async close(graceMs) {
        app.startDraining();
        await listening.close(graceMs);
        await background.stop();
        await app.close();
        await mongo.close();
        await metrics?.close();
        await traces?.close();
      },
    };
  } catch (error) {
    await mongo.close();
    await metrics?.close();
    await traces?.close();
    throw error;
  }
}
