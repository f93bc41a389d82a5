import { createMemoryAccountStore } from './memoryAccountStore';
import { createMemoryMailLinkStore, createMemoryMailOutbox } from './memoryMailStores';
import { createMemorySessionStore } from './memorySessionStore';
import { createMemorySigningKeyStore } from './memorySigningKeyStore';

/** The stores in memory, with how often accounts were asked for. */
export function createMemoryStores() {
  return {
    accounts: createMemoryAccountStore(),
    sessions: createMemorySessionStore(),
    mailOutbox: createMemoryMailOutbox(),
    mailLinks: createMemoryMailLinkStore(),
    signingKeys: createMemorySigningKeyStore(),
  };
}
