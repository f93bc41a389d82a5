/** What a mailed link does when it is used: each kind, its page, and how long it works. */
export const LINK_KINDS = {
  VERIFY_EMAIL: { page: 'verify-email', seconds: 86_400 },
  CHANGE_EMAIL: { page: 'confirm-email-change', seconds: 86_400 },
  PASSWORD_RESET: { page: 'reset-password', seconds: 1_800 },
  MAGIC_LINK: { page: 'magic-link', seconds: 900 },
} as const;

/** One of the kinds. */
export type LinkKind = keyof typeof LINK_KINDS;

/** A link that was mailed and not used yet. What is stored of its token is the SHA-256. */
export interface MailLink {
  /** SHA-256 of the token, hex. */
  readonly tokenHash: string;
  readonly kind: LinkKind;
  readonly accountId: string;
  /**
   * The key of the address the account had when the link was mailed. Once it has another one the link is void: whoever
   * reads the old mailbox has no business with the account any more.
   */
  readonly emailKey: string;
  /** CHANGE_EMAIL: the address to change to, as it was given. The link went there. Else null. */
  readonly newEmail: string | null;
  /** CHANGE_EMAIL: the account's securityVersion when it was asked for; once that is another, the link is void. Else null. */
  readonly securityVersion: number | null;
  /** From here on it does not work. */
  readonly expiresAt: Date;
}

/** Links that make their holder the account's owner, which a new password or address makes void. */
export const OWNER_LINK_KINDS: readonly LinkKind[] = ['CHANGE_EMAIL', 'PASSWORD_RESET', 'MAGIC_LINK'];

/**
 * The address behind a link. The token is in the fragment, which browsers send to no server: no access log, no proxy
 * and no Referer header ever holds it.
 */
export function linkUrl(pagesUrl: string, kind: LinkKind, token: string): string {
  return `${pagesUrl}/${LINK_KINDS[kind].page}#token=${token}`;
}
