/** A person's account, without anything secret. */
export interface Account {
  /** Opaque, stable for the life of the account. */
  readonly id: string;
  /** The address as it was given at registration. */
  readonly email: string;
  /** The name shown to others. */
  readonly name: string;
  /** Roles beyond those every account has, e.g. `admin`. */
  readonly roles: readonly string[];
  /** When the account was opened. */
  readonly createdAt: Date;
}
