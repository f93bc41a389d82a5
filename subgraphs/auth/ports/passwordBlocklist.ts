/** Knows the passwords that everybody tries first. */
export interface PasswordBlocklist {
  /** Answers within milliseconds for a password of any length. */
  isCommon(password: string): boolean;
}
