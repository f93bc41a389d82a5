import { createMemoryAccountEventStore } from './memoryAccountEventStore';
import { createMemoryAccountStore } from './memoryAccountStore';
import { createMemoryAttemptCounter } from './memoryAttemptCounter';
import { createMemoryAuditEventStore } from './memoryAuditEventStore';
import { createMemoryMailLinkStore, createMemoryMailOutbox } from './memoryMailStores';
import { createMemorySessionStore } from './memorySessionStore';
import { createMemorySigningKeyStore } from './memorySigningKeyStore';

/** The stores in memory, with how often accounts were asked for. */
export function createMemoryStores() {
  return {
    accounts: createMemoryAccountStore(),
    attempts: createMemoryAttemptCounter(),
    auditEvents: createMemoryAuditEventStore(),
    accountEvents: createMemoryAccountEventStore(),
    sessions: createMemorySessionStore(),
    mailOutbox: createMemoryMailOutbox(),
    mailLinks: createMemoryMailLinkStore(),
    signingKeys: createMemorySigningKeyStore(),
  };
}
