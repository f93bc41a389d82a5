import type { LinkKind, MailLink } from '../domain/mailLink';

/** Where mailed links are kept until they are used or expire. */
export interface MailLinkStore {
  /** Adds a link. */
  insertLink(link: MailLink): Promise<void>;
  /** The link with this token, if it is of this kind and has not expired at `now`; else null. Leaves it there. */
  findLink(kind: LinkKind, tokenHash: string, now: Date): Promise<MailLink | null>;
  /** The same, and takes it away in the same atomic step: of many who come at the same moment one gets it. */
  takeLink(kind: LinkKind, tokenHash: string, now: Date): Promise<MailLink | null>;
  /** Takes away all links of these kinds that an account has. */
  dropLinks(accountId: string, kinds: readonly LinkKind[]): Promise<void>;
}

/** A token for a mailed link, and what is stored of it. */
export interface LinkToken {
  /** 256 random bits, base64url. */
  readonly token: string;
  /** SHA-256 of `token`, hex. */
  readonly hash: string;
}

/** Makes and hashes the tokens of mailed links. Needs no I/O. */
export interface LinkTokens {
  createToken(): LinkToken;
  /** Null for what cannot be such a token. */
  hashToken(token: string): string | null;
}
