import type { Account } from '../domain/account';
import { findEmailKey, mailboxOf } from '../domain/email';
import type { AuditEventKind } from '../domain/auditEvent';
import type { IntentKind, MailIntent } from '../domain/mailIntent';
import { LINK_KINDS, linkUrl, type LinkKind } from '../domain/mailLink';
import { mailText, type MailKind, type MailWording } from '../domain/mailText';
import { renderMail } from '../domain/renderMail';
import type { AccountStore, AuditLog, Clock, LinkTokens, MailLinkStore, MailMessage } from '../ports';

/** What writeMail needs. */
export interface WriteMailDeps {
  readonly accounts: AccountStore;
  readonly mailLinks: MailLinkStore;
  readonly linkTokens: LinkTokens;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly wording: MailWording;
  /** ACCOUNT_PAGES_URL, where links lead to; asked when one is made. */
  readonly pagesUrl: () => string;
}

/** Requests that know only an address leave their audit event to the delivery, which finds out whose it is. */
const RECORDED_AS: Partial<Record<IntentKind, AuditEventKind>> = {
  VERIFY_EMAIL: 'EMAIL_VERIFICATION_REQUESTED',
  PASSWORD_RESET: 'PASSWORD_RESET_REQUESTED',
  MAGIC_LINK: 'MAGIC_LINK_REQUESTED',
};

/** A mail that is to be written. */
interface Draft {
  readonly kind: MailKind;
  readonly to: string;
}

/**
 * Turns an intent into the mail to send; null when none is to be sent, such as to an address without an account. A link
 * in it is made now: nothing that works is stored, and a mail that was delayed carries a link that is fresh.
 */
export async function writeMail(
  deps: WriteMailDeps,
  intent: MailIntent,
  attempt: number,
): Promise<MailMessage | null> {
  const account = await findAccount(deps, intent);
  if (account === null) return null;
  const draft = await draftMail(deps, intent, account);
  if (draft === null) return null;
  const kind = RECORDED_AS[intent.kind];
  if (kind !== undefined && attempt === 1) {
    await deps.auditLog.record({ kind, accountId: account.id }, intent.origin);
  }
  const { wording } = deps;
  const text = mailText(draft.kind, wording, account.emailVerifiedAt === null);
  const link = isLinkKind(draft.kind) ? await createLink(deps, draft.kind, account, intent) : null;
  return { to: draft.to, subject: text.subject, link, ...renderMail(text, link, wording.appName) };
}

async function findAccount(
  { accounts }: WriteMailDeps,
  { accountId, emailKey }: MailIntent,
): Promise<Account | null> {
  if (accountId !== null) return (await accounts.findByIds([accountId]))[0] ?? null;
  return emailKey === null ? null : ((await accounts.findByEmailKey(emailKey))?.account ?? null);
}

async function draftMail(
  { accounts }: WriteMailDeps,
  { kind, sendTo, securityVersion }: MailIntent,
  account: Account,
): Promise<Draft | null> {
  const own = mailbox(account.email);
  const other = sendTo === null ? null : mailbox(sendTo);
  const isVerified = account.emailVerifiedAt !== null;
  if (own === null) return null;
  // What a link would let somebody into is shut; that it is, the person learns by signing in.
  if (account.disabledAt !== null && kind !== 'PASSWORD_CHANGED' && kind !== 'EMAIL_CHANGED') return null;
  switch (kind) {
    case 'REGISTERED':
      return { kind: isVerified ? 'ALREADY_REGISTERED' : 'VERIFY_EMAIL', to: own.to };
    case 'VERIFY_EMAIL':
      return isVerified ? null : { kind, to: own.to };
    case 'PASSWORD_RESET':
    case 'MAGIC_LINK':
    case 'PASSWORD_CHANGED':
      return { kind, to: own.to };
    case 'EMAIL_CHANGED':
      return other === null ? null : { kind, to: other.to };
    case 'CHANGE_EMAIL': {
      if (other === null || securityVersion !== account.securityVersion) return null;
      // Whoever reads that mailbox may know that it has an account; whoever asked for the change may not.
      const holder = await accounts.findByEmailKey(other.key);
      const isTaken = holder !== null && holder.account.id !== account.id;
      return { kind: isTaken ? 'ALREADY_REGISTERED' : kind, to: other.to };
    }
  }
}

function mailbox(email: string): { to: string; key: string } | null {
  const key = findEmailKey(email);
  return key === null ? null : { to: mailboxOf({ given: email, key }), key };
}

function isLinkKind(kind: MailKind): kind is LinkKind {
  return Object.hasOwn(LINK_KINDS, kind);
}

async function createLink(
  { mailLinks, linkTokens, clock, pagesUrl }: WriteMailDeps,
  kind: LinkKind,
  account: Account,
  { sendTo, securityVersion }: MailIntent,
): Promise<string> {
  const { token, hash: tokenHash } = linkTokens.createToken();
  const expiresAt = new Date(clock().getTime() + LINK_KINDS[kind].seconds * 1000);
  await mailLinks.insertLink({
    tokenHash,
    kind,
    accountId: account.id,
    emailKey: findEmailKey(account.email) ?? account.email,
    newEmail: kind === 'CHANGE_EMAIL' ? sendTo : null,
    securityVersion: securityVersion ?? null,
    expiresAt,
  });
  return linkUrl(pagesUrl(), kind, token);
}
