import type { Device } from './device';

/** What is remembered of a person's account (promise B02): each kind of event and what it means. */
export const AUDIT_EVENT_KINDS = {
  REGISTERED: 'The account was opened.',
  REGISTERED_AGAIN: 'Somebody wanted to open an account with an address that has one.',
  LOGGED_IN: 'Somebody signed in.',
  LOGIN_REFUSED: 'Somebody tried to sign in with a wrong password, code or link.',
  LOGGED_OUT: 'A session was ended from its own device.',
  LOGGED_OUT_EVERYWHERE: 'All sessions were ended.',
  SESSION_REVOKED: 'One session was ended from another.',
  REFRESH_TOKEN_REUSED: 'An old refresh token was presented; its session was ended.',
  PASSWORD_CHANGED: 'The password was changed by somebody who knew the old one.',
  PASSWORD_RESET_REQUESTED: 'A link to reset the password was asked for.',
  PASSWORD_RESET: 'The password was replaced through a mailed link.',
  PASSWORD_REHASHED: 'The password was hashed anew with more work.',
  EMAIL_VERIFICATION_REQUESTED: 'A link to verify the address was asked for.',
  EMAIL_VERIFIED: 'The address was verified.',
  EMAIL_CHANGE_REQUESTED: 'A change of the address was asked for.',
  EMAIL_CHANGED: 'The address was changed.',
  MAGIC_LINK_REQUESTED: 'A link to sign in was asked for.',
  TOTP_ENROLMENT_BEGUN: 'A second factor was prepared.',
  TOTP_ENABLED: 'The second factor was switched on.',
  TOTP_DISABLED: 'The second factor was switched off.',
  TOTP_REFUSED: 'The password was right and the code of the second factor was not.',
  RECOVERY_CODES_CREATED: 'New recovery codes were made; the old ones no longer work.',
  RECOVERY_CODE_USED: 'A recovery code stood in for the second factor.',
  ROLE_GRANTED: 'A role was given to the account.',
  ROLE_REVOKED: 'A role was taken from the account.',
  ACCOUNT_DISABLED: 'An admin shut the account.',
  ACCOUNT_ENABLED: 'An admin opened the account again.',
  ACCOUNT_EXPORTED: 'Everything kept about the person was exported.',
  ACCOUNT_DELETED: 'The account was deleted.',
  ATTEMPTS_LIMITED: 'Further attempts were refused for a while, after too many.',
} as const;

/** One of the kinds. */
export type AuditEventKind = keyof typeof AUDIT_EVENT_KINDS;

/** One event. Never holds an e-mail address, password, token or code. */
export interface AuditEvent {
  readonly kind: AuditEventKind;
  /** Whose account it is about; null where that is unknown. */
  readonly accountId: string | null;
  /** Who did it, where that is not the account itself: an admin. */
  readonly actorId?: string;
  /** The session it happened in, or to. */
  readonly sessionId?: string;
}

/** An event as it is kept. */
export interface AuditEntry {
  readonly id: string;
  /** When it happened. */
  readonly at: Date;
  readonly kind: AuditEventKind;
  /** Whose account it is about; null where that is unknown. */
  readonly accountId: string | null;
  /** Who did it, where that is not the account itself. */
  readonly actorId: string | null;
  /** The session it happened in, or to. */
  readonly sessionId: string | null;
  /** Where the request came from; null where that could not be told. */
  readonly address: string | null;
  readonly device: Device;
  /** Names the request in answers and logs. */
  readonly requestId: string;
}
