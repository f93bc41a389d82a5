/** Knows the passwords that were found in data breaches. */
export interface PwnedPasswords {
  /**
   * Whether the password is among them. Tells nobody what it is. Answers false within about a second when it cannot be
   * found out: a service that is away must not keep people from changing their password.
   */
  isPwned(password: string): Promise<boolean>;
}
