import type { Client } from '../../platform/identity';
import type { Account } from './domain/account';
import type { AuditEvent } from './domain/auditEvent';
import type { Session, SessionEnd } from './domain/session';
import type { SigningKey } from './domain/signingKey';

/** What is kept of an account beside what Account tells. */
export interface NewAccount extends Account {
  /** The normalised address; unique among accounts. */
  readonly emailKey: string;
  /** What PasswordHasher.hash made. */
  readonly passwordHash: string;
}

/** An account together with what its password is checked against. */
export interface PasswordAccount {
  readonly account: Account;
  readonly passwordHash: string;
}

/**
 * Where accounts are kept. Like every store here it throws AppError SERVICE_UNAVAILABLE or TIMEOUT when the database
 * does not answer.
 */
export interface AccountStore {
  /**
   * Adds an account; once it resolves, the account is on disk.
   * @throws AppError EMAIL_TAKEN when another one has the same emailKey, also when both come at the same moment.
   */
  insertAccount(account: NewAccount): Promise<void>;
  /** Null when nobody has the address. */
  findByEmailKey(emailKey: string): Promise<PasswordAccount | null>;
  /** Null when there is none. */
  findById(id: string): Promise<PasswordAccount | null>;
  /** Those that exist, in any order; one query however many ids. */
  findByIds(ids: readonly string[]): Promise<readonly Account[]>;
  /** Replaces one hash by another unless somebody else did so before; true when this call did it. */
  replacePasswordHash(accountId: string, from: string, to: string): Promise<boolean>;
}

/** One step of a session's line of refresh tokens. */
export interface SessionRenewal {
  readonly sessionId: string;
  /** Hash of the token that must be the newest. */
  readonly fromHash: string;
  /** Hash of the one that becomes the newest. */
  readonly toHash: string;
  /** What the new token was derived with. */
  readonly successorSalt: string;
  readonly at: Date;
}

/** Where sessions are kept, ended ones too, until after their absolute limit. */
export interface SessionStore {
  /** Adds a session that may be forgotten after `forgetAt`, not before. */
  insertSession(session: Session, forgetAt: Date): Promise<void>;
  /** Null when there is none, or when it was forgotten. */
  findSession(id: string): Promise<Session | null>;
  /** Takes the step in one atomic update; false, with nothing changed, unless live and still at `fromHash`. */
  renewSession(renewal: SessionRenewal): Promise<boolean>;
  /** Ends a session; true when this call ended it, false when it had ended or is unknown. */
  endSession(id: string, reason: SessionEnd, at: Date): Promise<boolean>;
  /** Ends all sessions of an account; how many this call ended. */
  endAllSessions(accountId: string, reason: SessionEnd, at: Date): Promise<number>;
}

/** Where signing keys are kept. */
export interface SigningKeyStore {
  /** All keys, oldest generation first. */
  listKeys(): Promise<readonly SigningKey[]>;
  /** Adds a key; false, with nothing changed, when its generation exists already. */
  addKey(key: SigningKey): Promise<boolean>;
}

/** What may be asked of a PasswordHasher by those it has admitted. */
export interface Hashing {
  hash(password: string): Promise<string>;
  /**
   * Whether `hash` was made of this password. With null, for an address nobody has, it does the same work and
   * answers false, so that nothing tells unknown addresses from wrong passwords (promise P06).
   */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** Hashes passwords, slowly on purpose, in a queue that is bounded. */
export interface PasswordHasher {
  /**
   * Does work that needs hashing, if there is room in the queue. To be asked before anything else is done for a
   * request, so that in a storm of them the surplus costs next to nothing (promise M01).
   * @throws AppError SERVICE_UNAVAILABLE at once when the queue is full.
   */
  admit<T>(work: (hashing: Hashing) => Promise<T>): Promise<T>;
  /** Whether `hash` was made with less work than today's setting. */
  isOutdated(hash: string): boolean;
}

/** A refresh token in hand. */
export interface RefreshToken {
  /** What the client keeps: base64url. */
  readonly token: string;
  readonly sessionId: string;
  /** SHA-256 of `token`, hex: what is stored of it. */
  readonly hash: string;
}

/** Makes refresh tokens and knows its own. Needs no I/O. */
export interface RefreshTokens {
  /** The first token of a session: 256 random bits. */
  createFirst(sessionId: string): RefreshToken;
  /** Fresh randomness for one step of the line. */
  createSalt(): string;
  /** The token that follows `token`; always the same one for the same salt. */
  deriveNext(token: RefreshToken, salt: string): RefreshToken;
  /** Null for everything that was not made here. */
  parse(token: string): RefreshToken | null;
}

/** What an access token says. */
export interface AccessTokenClaims {
  readonly accountId: string;
  readonly sessionId: string;
  readonly roles: readonly string[];
}

/** A signed access token. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs access tokens. */
export interface AccessTokenSigner {
  /**
   * Makes sure that a token can be signed now, so that nothing is written for one that cannot.
   * @throws AppError SERVICE_UNAVAILABLE when the signing key cannot be had.
   */
  prepare(): Promise<(claims: AccessTokenClaims) => AccessToken>;
}

/** Knows the passwords that everybody tries first. */
export interface PasswordBlocklist {
  /** Answers within milliseconds for a password of any length. */
  isCommon(password: string): boolean;
}

/** The request behind an event. */
export interface Origin {
  /** Names it in answers and logs. */
  readonly requestId: string;
  /** The device it came from. */
  readonly client: Client;
}

/** Where events that matter for security are written down. */
export interface AuditLog {
  /**
   * Writes an event down, once what it tells has happened. Never rejects: when the database fails, the line in the
   * process log remains.
   */
  record(event: AuditEvent, origin: Origin): Promise<void>;
}

/** Tells the time. */
export type Clock = () => Date;
