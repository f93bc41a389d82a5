import { randomUUID } from 'node:crypto';
import { UNKNOWN_CLIENT, type Caller } from '../../../platform/identity';
import { createLog } from '../../../platform/service';
import { readDevice } from '../adapters/bowser/readDevice';
import { createRecoveryCodes } from '../adapters/crypto/recoveryCodes';
import { createLinkTokens } from '../adapters/crypto/linkTokens';
import { createRefreshTokens } from '../adapters/crypto/refreshTokens';
import { createTotpSecrets } from '../adapters/otpauth/totpSecrets';
import { createPasswordBlocklist } from '../adapters/zxcvbn/passwordBlocklist';

import { createAttemptLimits } from '../domain/attemptLimit';
import type { AuditEvent } from '../domain/auditEvent';
import { RETRY_SECONDS } from '../domain/session';
import { DEFAULT_SUBJECTS } from '../domain/mailText';
import type { AuditLog, Mailer, MailMessage, PasswordHasher } from '../ports';
import { createUseCases, type Call } from '../usecases';
import { createMailDelivery } from '../usecases/mailDelivery';
import { createMemoryAttemptCounter } from './memory/memoryAttemptCounter';
import { createMemoryStores } from './memory/memoryStores';

export const DAY_SECONDS = 86_400;

/** A hasher that hashes nothing and counts what it was asked for. */
export function createCountingHasher(cost = 12) {
  const calls: string[] = [];
  const hasher: PasswordHasher = {
    admit: (work) =>
      work({
        async hash(password) {
          calls.push('hash');
          return `${cost}:${password}`;
        },
        async verify(password, hash) {
          calls.push('verify');
          return hash !== null && hash.endsWith(`:${password}`);
        },
      }),
    isOutdated: (hash) => Number(hash.split(':')[0]) < cost,
  };
  return { ...hasher, calls };
}

const pepper = 'a pepper for tests, of 32 characters or more';
const blocklist = createPasswordBlocklist();

/** The use cases on memory, with a clock that stands still until it is moved. */
export function buildUseCases({
  hasher = createCountingHasher(),
  stores = createMemoryStores(),
  requiresVerifiedEmail = false,
  sendsMail = true,
  pwned = [] as readonly string[],
} = {}) {
  const time = { ms: new Date('2030-01-01T00:00:00Z').getTime() };
  const clock = () => new Date(time.ms);
  const events: AuditEvent[] = [];
  const auditLog: AuditLog = {
    async record(event) {
      events.push(event);
    },
  };
  const mails: MailMessage[] = [];
  const mailer: Mailer = {
    async send(message) {
      mails.push(message);
    },
    close: () => undefined,
  };
  const linkTokens = createLinkTokens();
  const mailDelivery = () =>
    createMailDelivery({
      ...stores,
      mailer,
      linkTokens,
      auditLog,
      clock,
      log: createLog('auth', 'silent'),
      wording: { appName: 'Cloakroom', subjects: DEFAULT_SUBJECTS },
      pagesUrl: () => 'https://app.example.com/account',
    });
  const useCases = createUseCases({
    ...stores,
    linkTokens,
    // Hands in only: tests say when mails are delivered.
    mailroom: sendsMail
      ? {
          post: (intent) =>
            stores.mailOutbox.addIntent(intent, clock(), new Date(time.ms + DAY_SECONDS * 1000)),
        }
      : null,
    pwnedPasswords: { isPwned: async (password) => pwned.includes(password) },
    requiresVerifiedEmail,
    attempts: createMemoryAttemptCounter(clock),
    attemptLimits: createAttemptLimits({ perAccount: 10, perAddress: 300 }),
    hasher,
    clock,
    log: createLog('auth', 'silent'),
    readDevice,
    blocklist,
    totpSecrets: createTotpSecrets({ pepper, issuer: 'Cloakroom' }),
    recoveryCodes: createRecoveryCodes(pepper),
    refreshTokens: createRefreshTokens(pepper),
    accessTokens: {
      prepare: async () => (claims) => ({
        token: JSON.stringify(claims),
        expiresAt: new Date(time.ms + 900_000),
      }),
    },
    auditLog,
    passwordMinLength: 12,
    sessionLimits: {
      idleSeconds: 14 * DAY_SECONDS,
      absoluteSeconds: 90 * DAY_SECONDS,
      retrySeconds: RETRY_SECONDS,
    },
  });
  const person = { email: `${randomUUID()}@example.com`, password: 'a long walk in the rain', name: 'Ada' };
  return {
    useCases,
    stores,
    hasher,
    events,
    person,
    now: clock,
    mails,
    mailer,
    /** Another deliverer of the same outbox. */
    mailDelivery,
    /** Sends the mails that are due, and answers what was sent. */
    deliver: async () => {
      mails.length = 0;
      await mailDelivery().deliverDue();
      return [...mails];
    },
    /** Lets time go by. */
    wait: (seconds: number) => {
      time.ms += seconds * 1000;
    },
  };
}

/** A call by nobody. */
export const anonymous: Call = {
  requestId: 'request',
  caller: { kind: 'anonymous' },
  client: UNKNOWN_CLIENT,
};

/** The token in a mail's link. */
export function tokenOf(mail: MailMessage | undefined): string {
  return String(mail?.link?.split('#token=')[1]);
}

/** A call with the access token of a session, as the token signer of buildUseCases wrote it. */
export function callWith(accessToken: string): Call {
  const { accountId, sessionId, roles } = JSON.parse(accessToken) as {
    accountId: string;
    sessionId: string;
    roles: string[];
  };
  const caller: Caller = { kind: 'user', userId: accountId, sessionId, roles };
  return { requestId: 'request', caller, client: UNKNOWN_CLIENT };
}
