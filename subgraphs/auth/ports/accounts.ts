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

/** A password that takes the place of another. */
export interface NewPassword {
  readonly accountId: string;
  /** The account must have this address still, by its key. */
  readonly emailKey: string;
  /** ... and be at this version. */
  readonly securityVersion: number;
  /** What PasswordHasher.hash made. */
  readonly passwordHash: string;
  /** What the account is to say of its address from now on. */
  readonly emailVerifiedAt: Date | null;
}

/** An address that takes the place of another; verified. */
export interface NewEmail {
  readonly accountId: string;
  /** The account must have this address still, by its key. */
  readonly fromKey: string;
  /** ... and this version. */
  readonly securityVersion: number;
  /** As it was given. */
  readonly email: string;
  /** The normalised address. */
  readonly emailKey: string;
  readonly at: Date;
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
  /** Puts another password in place and raises securityVersion, in one update; null unless all is as the change says. */
  setPassword(change: NewPassword): Promise<Account | null>;
  /**
   * Takes the address for verified from `at` on, or from when it was before; null unless the account has it still.
   */
  verifyEmail(accountId: string, emailKey: string, at: Date): Promise<Account | null>;
  /**
   * Puts another address in place; null unless the account has the one that the change is from.
   * @throws AppError EMAIL_TAKEN when another account has it, also when both come at the same moment.
   */
  changeEmail(change: NewEmail): Promise<Account | null>;
}
