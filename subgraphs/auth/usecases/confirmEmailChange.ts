import { viewSelf, type UserView } from '../domain/account';
import { parseEmail } from '../domain/email';
import { LINK_KINDS, type LinkKind } from '../domain/mailLink';
import type { AccountStore, AuditLog } from '../ports';
import type { Call } from './call';
import { originOf, type MailroomDeps } from './limitMails';
import { linkInvalid, requireLink, takeLink, type LinkDeps } from './requireLink';
import { requireAccountOf } from './resetPassword';
import type { TokenInput } from './verifyEmail';

/** What confirmEmailChange needs. */
export interface ConfirmEmailChangeDeps extends LinkDeps, Pick<MailroomDeps, 'mailroom'> {
  readonly accounts: AccountStore;
  readonly auditLog: AuditLog;
}

/**
 * Gives an account the new address that a link was mailed to, verified as it is; tells the old address; makes all other
 * mailed links void. Whether the address is free is decided here, by the unique index.
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID; EMAIL_TAKEN when another account got the address meanwhile;
 * SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function confirmEmailChange(
  deps: ConfirmEmailChangeDeps,
  { token }: TokenInput,
  call: Call,
): Promise<{ user: UserView }> {
  const { accounts, mailLinks, mailroom, auditLog, clock } = deps;
  const link = await requireLink(deps, 'CHANGE_EMAIL', token);
  const before = await requireAccountOf(deps, link);
  const { securityVersion } = link;
  if (link.newEmail === null || securityVersion !== before.securityVersion) throw linkInvalid();
  const { given, key } = parseEmail(link.newEmail);
  await takeLink(deps, link);
  const change = {
    accountId: before.id,
    fromKey: link.emailKey,
    securityVersion,
    email: given,
    emailKey: key,
    at: clock(),
  };
  const account = await accounts.changeEmail(change);
  if (account === null) throw linkInvalid();
  await mailLinks.dropLinks(account.id, Object.keys(LINK_KINDS) as LinkKind[]);
  await mailroom?.post({
    kind: 'EMAIL_CHANGED',
    accountId: account.id,
    emailKey: null,
    sendTo: before.email,
    origin: originOf(call),
  });
  await auditLog.record({ kind: 'EMAIL_CHANGED', accountId: account.id }, call);
  return { user: viewSelf(account) };
}
