import type { Connection } from 'mongoose';
import type {
  AccountStore,
  AttemptCounter,
  MailLinkStore,
  MailOutbox,
  SessionStore,
  SigningKeyStore,
} from '../../ports';
import { accountModel } from './accountModel';
import { mailIntentModel } from './mailIntentModel';
import { mailLinkModel } from './mailLinkModel';
import { createMongoAccountStore } from './mongoAccountStore';
import { createMongoAttemptCounter } from './mongoAttemptCounter';
import { createMongoMailLinkStore } from './mongoMailLinkStore';
import { createMongoMailOutbox } from './mongoMailOutbox';
import { createMongoSessionStore } from './mongoSessionStore';
import { createMongoSigningKeyStore } from './mongoSigningKeyStore';
import { sessionModel } from './sessionModel';
import { signingKeyModel } from './signingKeyModel';

/** The stores of auth in one database. */
export interface MongoStores {
  readonly accounts: AccountStore;
  readonly attempts: AttemptCounter;
  readonly sessions: SessionStore;
  readonly signingKeys: SigningKeyStore;
  readonly mailOutbox: MailOutbox;
  readonly mailLinks: MailLinkStore;
  /** Creates the indexes that the stores' promises stand on; must have succeeded before they are used (D06). */
  createIndexes(): Promise<void>;
}

/** Puts the stores on a connection, which may still be connecting. */
export function createMongoStores(connection: Connection): MongoStores {
  const accounts = accountModel(connection);
  const attempts = createMongoAttemptCounter(connection);
  const sessions = sessionModel(connection);
  const signingKeys = signingKeyModel(connection);
  const mailIntents = mailIntentModel(connection);
  const mailLinks = mailLinkModel(connection);
  return {
    accounts: createMongoAccountStore(accounts),
    attempts,
    sessions: createMongoSessionStore(sessions),
    signingKeys: createMongoSigningKeyStore(signingKeys),
    mailOutbox: createMongoMailOutbox(mailIntents),
    mailLinks: createMongoMailLinkStore(mailLinks),
    async createIndexes() {
      await accounts.createIndexes();
      await attempts.createIndexes();
      await sessions.createIndexes();
      await mailIntents.createIndexes();
      await mailLinks.createIndexes();
    },
  };
}
