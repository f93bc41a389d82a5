import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { createSubgraphDoor, onceInRequest } from '../../platform/graphql';
import { createPassCheck, VerifiedTokens, type TokenPolicy } from '../../platform/identity';
import {
  healthRoutes,
  INSTALL_FOLDER,
  notFoundHandler,
  problemHandler,
  requestContext,
  type Log,
  type Readiness,
} from '../../platform/service';
import { readDevice } from './adapters/bowser/readDevice';
import { createBcryptHasher } from './adapters/bcrypt/bcryptHasher';
import { withHashedKeys } from './adapters/crypto/hashedKeys';
import { createRecoveryCodes } from './adapters/crypto/recoveryCodes';
import { createLinkTokens } from './adapters/crypto/linkTokens';
import { createRefreshTokens } from './adapters/crypto/refreshTokens';
import { createAccessTokenSigner } from './adapters/jwt/accessTokenSigner';
import { Keyring } from './adapters/jwt/Keyring';
import { createAuditLog } from './adapters/log/auditLog';
import { createTotpSecrets } from './adapters/otpauth/totpSecrets';
import { createFolderMailer } from './adapters/mail/folderMailer';
import { createSmtpMailer } from './adapters/mail/smtpMailer';
import { createPwnedPasswords } from './adapters/pwned/pwnedPasswords';
import { createPasswordBlocklist } from './adapters/zxcvbn/passwordBlocklist';
import type { AuthConfig, MailConfig } from './config';
import { createAttemptLimits } from './domain/attemptLimit';
import { RETRY_SECONDS } from './domain/session';
import { createContextFactory } from './graphql/context';
import { CREDENTIAL_MUTATIONS } from './graphql/credentialMutations';
import { resolvers } from './graphql/resolvers';
import type {
  AccountDirectory,
  AccountStore,
  AttemptCounter,
  AuditEventStore,
  AccountEventStore,
  Clock,
  DepartureStore,
  MailLinkStore,
  MailOutbox,
  Mailer,
  PasswordHasher,
  SecondFactorStore,
  SessionStore,
  SigningKeyStore,
} from './ports';
import { restRoutes } from './rest/routes';
import { createUseCases, type UseCases } from './usecases';
import { createMailDelivery } from './usecases/mailDelivery';

const SDL_PATH = join(INSTALL_FOLDER, 'schema', 'auth.graphql');

/** What differs between a real process and a test. */
export interface AuthAdapters {
  readonly accounts: AccountStore;
  readonly accountDirectory: AccountDirectory;
  readonly attempts: AttemptCounter;
  readonly auditEvents: AuditEventStore;
  readonly secondFactors: SecondFactorStore;
  readonly sessions: SessionStore;
  readonly signingKeys: SigningKeyStore;
  readonly accountEvents: AccountEventStore;
  readonly departures: DepartureStore;
  readonly mailOutbox: MailOutbox;
  readonly mailLinks: MailLinkStore;
  /** What of the above answers, by name. */
  checkReadiness(): Promise<Readiness>;
  /** Default: as configured; none at all when mails are off. */
  readonly mailer?: Mailer;
  /** Default: bcrypt as configured. */
  readonly hasher?: PasswordHasher;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** Auth, put together and ready to be listened for. */
export interface AuthApp {
  /** All routes. */
  readonly http: Express;
  /** What the doors lead to, and what is to be done in the background. */
  readonly useCases: UseCases;
  /** What is up and what is down, by name. */
  checkReadiness(): Promise<Readiness>;
  /** Makes sure that there is a signing key; must succeed once before tokens can be signed. */
  ensureSigningKey(): Promise<void>;
  /** Sends the mails that are due; several processes may do so at the same time. */
  deliverMails(): Promise<void>;
  /** Renews the signing key when it is time to; to be called now and then. */
  maintainSigningKeys(): Promise<void>;
  /** From now on /health/ready says no. */
  startDraining(): void;
  /** Lets GraphQL operations finish; call it when no more HTTP requests come in. */
  close(): Promise<void>;
}

/** Composes the service. Nothing here does I/O yet, apart from reading the SDL. */
export async function createApp(options: {
  config: AuthConfig;
  adapters: AuthAdapters;
  log: Log;
}): Promise<AuthApp> {
  const { config, adapters, log } = options;
  const { passwordPepper: pepper, jwtIssuer: issuer, jwtAudience: audience, serviceSecret } = config;
  const clock = adapters.clock ?? (() => new Date());
  const keyring = new Keyring({
    store: adapters.signingKeys,
    pepper,
    rotation: config.keyRotation,
    clock,
    log,
  });
  const verified = new VerifiedTokens();
  const tokenPolicy: TokenPolicy = { keys: keyring.keySet, issuer, audience, verified, now: clock };
  const auditLog = createAuditLog({
    log,
    events: adapters.auditEvents,
    readDevice,
    clock,
    keptDays: config.auditLogDays,
  });
  const linkTokens = createLinkTokens();
  const mailer = adapters.mailer ?? createMailer(config.mail);
  const { wording } = config.mail;
  const pagesUrl = (): string => config.mail.pagesUrl;
  const mailDelivery =
    mailer === null
      ? null
      : createMailDelivery({ ...adapters, mailer, linkTokens, wording, pagesUrl, auditLog, clock, log });
  const useCases = createUseCases({
    accounts: adapters.accounts,
    attempts: withHashedKeys(adapters.attempts, pepper),
    attemptLimits: createAttemptLimits(config.attempts),
    accountDirectory: adapters.accountDirectory,
    secondFactors: adapters.secondFactors,
    totpSecrets: createTotpSecrets({ pepper, issuer: config.mail.wording.appName }),
    recoveryCodes: createRecoveryCodes(pepper),
    sessions: adapters.sessions,
    accountEvents: adapters.accountEvents,
    departures: adapters.departures,
    mailLinks: adapters.mailLinks,
    linkTokens,
    mailroom: mailDelivery,
    pwnedPasswords:
      config.pwnedPasswordsUrl === null ? null : createPwnedPasswords({ url: config.pwnedPasswordsUrl, log }),
    requiresVerifiedEmail: config.requiresVerifiedEmail,
    hasher: adapters.hasher ?? createBcryptHasher({ pepper, cost: config.bcryptCost }),
    blocklist: createPasswordBlocklist(),
    refreshTokens: createRefreshTokens(pepper),
    accessTokens: createAccessTokenSigner({
      keyring,
      issuer,
      audience,
      clock,
      lifetimeSeconds: config.accessTokenSeconds,
    }),
    readDevice,
    auditEvents: adapters.auditEvents,
    auditLog,
    log,
    clock,
    passwordMinLength: config.passwordMinLength,
    sessionLimits: {
      idleSeconds: config.idleSessionSeconds,
      absoluteSeconds: config.absoluteSessionSeconds,
      retrySeconds: RETRY_SECONDS,
    },
  });
  const graphql = await createSubgraphDoor({
    sdl: readFileSync(SDL_PATH, 'utf8'),
    resolvers,
    createContext: createContextFactory({ useCases, tokenPolicy, serviceSecret }),
    serviceSecret,
    plugins: [onceInRequest(CREDENTIAL_MUTATIONS)],
    log,
  });

  let isDraining = false;
  const checkReadiness = (): Promise<Readiness> => adapters.checkReadiness();
  const http = express().disable('x-powered-by').disable('etag');
  http.use(requestContext);
  const checkCaller = createPassCheck(serviceSecret);
  http.use(healthRoutes({ checkReadiness, checkCaller, isDraining: () => isDraining }));
  http.use(graphql.router);
  http.use(
    restRoutes({
      useCases,
      tokenPolicy,
      serviceSecret,
      listPublishedKeys: () => keyring.listPublishedKeys(),
    }),
  );
  http.use(notFoundHandler, problemHandler(log));
  return {
    http,
    useCases,
    checkReadiness,
    ensureSigningKey: () => keyring.ensureActiveKey(),
    deliverMails: async () => mailDelivery?.deliverDue(),
    maintainSigningKeys: () => keyring.maintain(),
    startDraining: () => {
      isDraining = true;
    },
    async close() {
      mailer?.close();
      await graphql.close();
    },
  };
}

function createMailer({ transport, from }: MailConfig): Mailer | null {
  switch (transport?.kind) {
    case 'smtp':
      return createSmtpMailer({ url: transport.url, from });
    case 'folder':
      return createFolderMailer({ folder: transport.folder, print: transport.print, from });
    case undefined:
      return null;
  }
}
