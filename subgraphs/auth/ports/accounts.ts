import type { Account } from '../domain/account';

/** What is kept of an account beside what Account tells. */
export interface NewAccount extends Account {
  /** The normalised address; unique among accounts. */
  readonly emailKey: string;
  /** What PasswordHasher.hash made. */
  readonly passwordHash: string;
  /** Enrolled later, by SecondFactorStore. */
  readonly secondFactor: null;
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
