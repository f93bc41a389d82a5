import type { Connection } from 'mongoose';
import type {
  AccountDirectory,
  AccountStore,
  AttemptCounter,
  DepartureStore,
  AuditEventStore,
  AccountEventStore,
  MailLinkStore,
  MailOutbox,
  SecondFactorStore,
  SessionStore,
  SigningKeyStore,
} from '../../ports';
import { accountEventModel } from './accountEventModel';
import { accountModel, createAccountIndexes } from './accountModel';
import { auditEventModel } from './auditEventModel';
import { mailIntentModel } from './mailIntentModel';
import { mailLinkModel } from './mailLinkModel';
import { createMongoAccountEventStore } from './mongoAccountEventStore';
import { createMongoAccountDirectory } from './mongoAccountDirectory';
import { createMongoAccountStore } from './mongoAccountStore';
import { createMongoAttemptCounter } from './mongoAttemptCounter';
import { createMongoAuditEventStore } from './mongoAuditEventStore';
import { createMongoDepartureStore } from './mongoDepartureStore';
import { createMongoMailLinkStore } from './mongoMailLinkStore';
import { createMongoMailOutbox } from './mongoMailOutbox';
import { createMongoSecondFactorStore } from './mongoSecondFactorStore';
import { createMongoSessionStore } from './mongoSessionStore';
import { createMongoSigningKeyStore } from './mongoSigningKeyStore';
import { sessionModel } from './sessionModel';
import { signingKeyModel } from './signingKeyModel';

/** The stores of auth in one database. */
export interface MongoStores {
  readonly accounts: AccountStore;
  readonly accountDirectory: AccountDirectory;
  readonly attempts: AttemptCounter;
  readonly auditEvents: AuditEventStore;
  readonly secondFactors: SecondFactorStore;
  readonly sessions: SessionStore;
  readonly accountEvents: AccountEventStore;
  readonly departures: DepartureStore;
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
  const auditEvents = auditEventModel(connection);
  const sessions = sessionModel(connection);
  const accountEvents = accountEventModel(connection);
  const signingKeys = signingKeyModel(connection);
  const mailIntents = mailIntentModel(connection);
  const mailLinks = mailLinkModel(connection);
  return {
    accounts: createMongoAccountStore(accounts),
    accountDirectory: createMongoAccountDirectory(accounts),
    attempts,
    auditEvents: createMongoAuditEventStore(auditEvents),
    secondFactors: createMongoSecondFactorStore(accounts),
    sessions: createMongoSessionStore(sessions),
    departures: createMongoDepartureStore(accounts),
    accountEvents: createMongoAccountEventStore(accountEvents),
    signingKeys: createMongoSigningKeyStore(signingKeys),
    mailOutbox: createMongoMailOutbox(mailIntents),
    mailLinks: createMongoMailLinkStore(mailLinks),
    async createIndexes() {
      await createAccountIndexes(accounts);
      await attempts.createIndexes();
      await auditEvents.createIndexes();
      await sessions.createIndexes();
      await accountEvents.createIndexes();
      await mailIntents.createIndexes();
      await mailLinks.createIndexes();
    },
  };
}
