/** What may cause a mail. What the mail then says depends on whether there is an account, and in which state. */
export const INTENT_KINDS = [
  'REGISTERED',
  'VERIFY_EMAIL',
  'CHANGE_EMAIL',
  'PASSWORD_RESET',
  'MAGIC_LINK',
  'PASSWORD_CHANGED',
  'EMAIL_CHANGED',
] as const;

/** One of the causes. */
export type IntentKind = (typeof INTENT_KINDS)[number];

/** Where a request came from that caused a mail; for the audit log. */
export interface MailOrigin {
  readonly requestId: string;
  readonly client: { readonly address: string | null; readonly userAgent: string | null };
}

/**
 * The intention to send a mail, as a request leaves it behind. It names an address or an account and says nothing of
 * whether there is one: that is found out when the mail is delivered, so that a request for an address that nobody has
 * does the same work as any other.
 */
export interface MailIntent {
  readonly kind: IntentKind;
  /** By its id, where the request knows it; else null. */
  readonly accountId: string | null;
  /** By the key of its address, where that is all the request knows; else null. */
  readonly emailKey: string | null;
  /** Where to send it, if that is not the address the account has: a new one, or the one it had before. */
  readonly sendTo: string | null;
  /**
   * CHANGE_EMAIL: the account's securityVersion when it was asked for. A mail may wait for a day, and whoever was shut
   * out meanwhile must not come back by it.
   */
  readonly securityVersion?: number;
  readonly origin: MailOrigin;
}

/** Intents with the same name are one: asking ten times while one mail waits brings one mail. */
export function nameIntent({ kind, accountId, emailKey, sendTo, securityVersion }: MailIntent): string {
  const version = securityVersion === undefined ? [] : [securityVersion];
  return JSON.stringify([kind, accountId, emailKey, sendTo, ...version]);
}

const MINUTE_MS = 60_000;
/** After each failed attempt: how long until the next one. The last step repeats. */
const PAUSES_MS = [5_000, 30_000, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS];

/** How long a mail is tried. A link in it is made at delivery, so that a late mail carries one that works. */
export const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

/** When to try again after the attempt with this number, 1 for the first. */
export function nextAttemptAt(attempt: number, now: Date): Date {
  const pauseMs = PAUSES_MS[Math.min(attempt, PAUSES_MS.length) - 1] ?? MINUTE_MS;
  return new Date(now.getTime() + pauseMs);
}
