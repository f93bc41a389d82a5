import { createMemoryAccountEventStore } from './memoryAccountEventStore';
import { createMemoryAccountDirectory } from './memoryAccountDirectory';
import { createMemoryAccountStore } from './memoryAccountStore';
import { createMemoryAttemptCounter } from './memoryAttemptCounter';
import { createMemoryAuditEventStore } from './memoryAuditEventStore';
import { createMemoryDepartureStore } from './memoryDepartureStore';
import { createMemoryMailLinkStore, createMemoryMailOutbox } from './memoryMailStores';
import { createMemorySecondFactorStore } from './memorySecondFactorStore';
import { createMemorySessionStore } from './memorySessionStore';
import { createMemorySigningKeyStore } from './memorySigningKeyStore';

/** The stores in memory, with how often accounts were asked for. */
export function createMemoryStores() {
  const accounts = createMemoryAccountStore();
  return {
    accounts,
    accountDirectory: createMemoryAccountDirectory(accounts.byId),
    attempts: createMemoryAttemptCounter(),
    auditEvents: createMemoryAuditEventStore(),
    departures: createMemoryDepartureStore(accounts.byId),
    accountEvents: createMemoryAccountEventStore(),
    secondFactors: createMemorySecondFactorStore(accounts.byId),
    sessions: createMemorySessionStore(),
    mailOutbox: createMemoryMailOutbox(),
    mailLinks: createMemoryMailLinkStore(),
    signingKeys: createMemorySigningKeyStore(),
  };
}
