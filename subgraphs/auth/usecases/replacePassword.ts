import type { Account } from '../domain/account';
import { findEmailKey } from '../domain/email';
import { OWNER_LINK_KINDS } from '../domain/mailLink';
import type { SessionEnd } from '../domain/session';
import type {
  AccountStore,
  AuditLog,
  Clock,
  MailLinkStore,
  Mailroom,
  SecondFactorStore,
  SessionStore,
} from '../ports';
import type { Call } from './call';
import { originOf } from './limitMails';

/** What replacePassword needs. */
export interface ReplacePasswordDeps {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly secondFactors: SecondFactorStore;
  readonly auditLog: AuditLog;
  readonly mailLinks: MailLinkStore;
  readonly mailroom: Mailroom | null;
  readonly clock: Clock;
}

/** A password that is to take the place of another. */
export interface PasswordReplacement {
  /** As it was when whoever replaces the password proved that they may. */
  readonly account: Account;
  readonly passwordHash: string;
  readonly reason: SessionEnd;
  /** The session that goes on; all others end. */
  readonly exceptSessionId?: string;
  /** Whether the way here has proved that the address is the person's. */
  readonly provesEmail: boolean;
}

/**
 * Puts another password in place, ends the account's sessions, makes its mailed links void and tells its owner. The
 * sessions end before and after: dying in between leaves none that the old password had opened, and those that are
 * being opened at this moment notice the change by the account's version (signIn). Where this is the first proof of the
 * address, a second factor goes as well, first of all: its person was never shown to be the owner. Null when the
 * account is gone, has another address or was changed meanwhile.
 */
export async function replacePassword(
  deps: ReplacePasswordDeps,
  { account, passwordHash, reason, exceptSessionId, provesEmail }: PasswordReplacement,
  call: Call,
): Promise<Account | null> {
  const { accounts, sessions, secondFactors, mailLinks, mailroom, auditLog, clock } = deps;
  await sessions.endAllSessions(account.id, reason, clock(), exceptSessionId);
  if (provesEmail && isUnproved(account) && (await secondFactors.removeTotp(account.id))) {
    await auditLog.record({ kind: 'TOTP_DISABLED', accountId: account.id }, call);
  }
  const changed = await accounts.setPassword({
    accountId: account.id,
    emailKey: findEmailKey(account.email) ?? account.email,
    securityVersion: account.securityVersion,
    passwordHash,
    emailVerifiedAt: account.emailVerifiedAt ?? (provesEmail ? clock() : null),
  });
  if (changed === null) return null;
  await sessions.endAllSessions(account.id, reason, clock(), exceptSessionId);
  await mailLinks.dropLinks(account.id, OWNER_LINK_KINDS);
  await mailroom?.post({
    kind: 'PASSWORD_CHANGED',
    accountId: account.id,
    emailKey: null,
    sendTo: null,
    origin: originOf(call),
  });
  return changed;
}

/**
 * Whether nobody has proved yet that the account's address is theirs. The first who does takes the account over: what
 * was set up before may be a stranger's, and stands in nobody's way.
 */
export function isUnproved(account: Account): boolean {
  return account.emailVerifiedAt === null;
}
