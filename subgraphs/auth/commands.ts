import { connectMongo } from '../../platform/mongo';
import { AppError } from '../../platform/errors';
import { UNKNOWN_CLIENT } from '../../platform/identity';
import { StartFault, type Log } from '../../platform/service';
import { readDevice } from './adapters/bowser/readDevice';
import { Keyring } from './adapters/jwt/Keyring';
import { createAuditLog } from './adapters/log/auditLog';
import { createMongoStores, type MongoStores } from './adapters/mongo';
import type { AuthConfig } from './config';
import { DEFAULT_DATABASE } from './start';
import { grantAdmin } from './usecases/grantAdmin';

/** How long the database may take to answer, in milliseconds. */
const READY_WITHIN_MS = 15_000;

/** In the audit log, where events of requests carry the request's id. */
const ORIGIN = { requestId: 'command', client: UNKNOWN_CLIENT };

const clock = () => new Date();

const USAGE = `Usage:
  admin:grant <e-mail address>   makes the account an admin
  keys:rotate                    publishes a new signing key, which signs from 20 minutes later on`;

/** A configuration as far as commands need it. */
export type CommandConfig = Pick<
  AuthConfig,
  'mongodbUri' | 'passwordPepper' | 'keyRotation' | 'auditLogDays'
>;

/**
 * Does what an operator asks of auth from a terminal, while the service runs or not; answers what to print.
 * @throws StartFault saying what to do differently.
 */
export async function runCommand(config: CommandConfig, args: readonly string[], log: Log): Promise<string> {
  const [name, ...rest] = args;
  const [email] = rest;
  if (name === 'admin:grant' && email !== undefined && rest.length === 1) {
    return withStores(config, log, (stores) => grant(config, stores, email, log));
  }
  if (name === 'keys:rotate' && rest.length === 0) {
    return withStores(config, log, (stores) => rotateKeys(config, stores, log));
  }
  throw new StartFault(USAGE);
}

async function grant(
  { auditLogDays: keptDays }: CommandConfig,
  stores: MongoStores,
  email: string,
  log: Log,
): Promise<string> {
  const auditLog = createAuditLog({ log, events: stores.auditEvents, readDevice, clock, keptDays });
  try {
    const hasChanged = await grantAdmin({ ...stores, auditLog }, { email }, ORIGIN);
    return hasChanged
      ? `${email} is an admin now. Access tokens carry the role from the next refresh on.`
      : `${email} is an admin already.`;
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') {
      throw new StartFault(`No account has the address ${email}. Register it first.`);
    }
    throw error;
  }
}

async function rotateKeys(config: CommandConfig, stores: MongoStores, log: Log): Promise<string> {
  const { passwordPepper: pepper, keyRotation: rotation } = config;
  const keyring = new Keyring({ store: stores.signingKeys, pepper, rotation, clock, log });
  await keyring.ensureActiveKey();
  const { kid, algorithm, activeFrom } = await keyring.rotate();
  return `The ${algorithm} key ${kid} is published and signs from ${activeFrom.toISOString()} on.`;
}

async function withStores(
  { mongodbUri: uri }: CommandConfig,
  log: Log,
  work: (stores: MongoStores) => Promise<string>,
): Promise<string> {
  let giveUp: NodeJS.Timeout | undefined;
  const opened = new Promise<{ stores: MongoStores; close: () => Promise<void> }>((resolve, reject) => {
    const mongo = connectMongo({
      uri,
      defaultDatabase: DEFAULT_DATABASE,
      log,
      prepare: async () => {
        await stores.createIndexes();
        resolve({ stores, close: () => mongo.close() });
      },
    });
    const stores = createMongoStores(mongo.connection);
    giveUp = setTimeout(() => {
      void mongo.close().finally(() => {
        reject(new StartFault(`The database does not answer within ${READY_WITHIN_MS / 1000} seconds.`));
      });
    }, READY_WITHIN_MS);
  });
  const { stores, close } = await opened.finally(() => clearTimeout(giveUp));
  try {
    return await work(stores);
  } finally {
    await close();
  }
}
