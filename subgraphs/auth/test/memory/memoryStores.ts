import { createMemoryAccountStore } from './memoryAccountStore';
import { createMemoryAttemptCounter } from './memoryAttemptCounter';
import { createMemoryMailLinkStore, createMemoryMailOutbox } from './memoryMailStores';
import { createMemorySessionStore } from './memorySessionStore';
import { createMemorySigningKeyStore } from './memorySigningKeyStore';

/** The stores in memory, with how often accounts were asked for. */
export function createMemoryStores() {
  return {
    accounts: createMemoryAccountStore(),
    attempts: createMemoryAttemptCounter(),
    sessions: createMemorySessionStore(),
    mailOutbox: createMemoryMailOutbox(),
    mailLinks: createMemoryMailLinkStore(),
    signingKeys: createMemorySigningKeyStore(),
  };
}
