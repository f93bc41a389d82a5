import type { Connection } from 'mongoose';
import type { AccountStore, SessionStore, SigningKeyStore } from '../../ports';
import { accountModel } from './accountModel';
import { createMongoAccountStore } from './mongoAccountStore';
import { createMongoSessionStore } from './mongoSessionStore';
import { createMongoSigningKeyStore } from './mongoSigningKeyStore';
import { sessionModel } from './sessionModel';
import { signingKeyModel } from './signingKeyModel';

/** The stores of auth in one database. */
export interface MongoStores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly signingKeys: SigningKeyStore;
  /** Creates the indexes that the stores' promises stand on; must have succeeded before they are used (D06). */
  createIndexes(): Promise<void>;
}

/** Puts the stores on a connection, which may still be connecting. */
export function createMongoStores(connection: Connection): MongoStores {
  const accounts = accountModel(connection);
  const sessions = sessionModel(connection);
  const signingKeys = signingKeyModel(connection);
  return {
    accounts: createMongoAccountStore(accounts),
    sessions: createMongoSessionStore(sessions),
    signingKeys: createMongoSigningKeyStore(signingKeys),
    async createIndexes() {
      await accounts.createIndexes();
      await sessions.createIndexes();
    },
  };
}
