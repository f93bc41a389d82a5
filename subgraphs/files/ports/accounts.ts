/** The accounts, which auth keeps. */
export interface Accounts {
  /** Whether there is one with this id; one that was deleted is none. */
  has(accountId: string): Promise<boolean>;
}
