import type { Account } from '../domain/account';
import { requireOpenAccount } from '../domain/account';
import { findEmailKey } from '../domain/email';
import { requireAcceptablePassword, requireHashable } from '../domain/password';
import { readGivenCode, type SecondFactorProof } from '../domain/secondFactor';
import type { PasswordBlocklist, PasswordHasher, PwnedPasswords } from '../ports';
import type { Call } from './call';
import { forgetWrongPasswords } from './limitSignIn';
import type { LimitDeps } from './limitAttempts';
import { isUnproved, replacePassword, type ReplacePasswordDeps } from './replacePassword';
import { linkInvalid, requireLink, takeLink, type LinkDeps } from './requireLink';
import { requireSecondFactor, type RequireSecondFactorDeps } from './requireSecondFactor';
import { requireUnpwned } from './requireUnpwned';

/** What choosing a new password by a mailed link takes. */
export interface ResetPasswordInput extends SecondFactorProof {
  readonly token: string;
  readonly newPassword: string;
}

/** What resetPassword needs. */
export interface ResetPasswordDeps extends LinkDeps, ReplacePasswordDeps, RequireSecondFactorDeps, LimitDeps {
  readonly hasher: PasswordHasher;
  readonly blocklist: PasswordBlocklist;
  readonly pwnedPasswords: PwnedPasswords | null;
  /** In code points. */
  readonly passwordMinLength: number;
}

/**
 * Puts a new password in place for the holder of a mailed link, ends all sessions, and verifies the address along the
 * way. Signs nobody in: the new password does that. The link is used up last of all that can be refused, so that a
 * password which the rules do not let pass, or a mistyped code, costs no second mail.
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID or what is wrong with the password; TOTP_REQUIRED and
 * INVALID_CREDENTIALS where there is a second factor, which goes with the first proof of an address; FORBIDDEN, reason
 * ACCOUNT_DISABLED; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function resetPassword(
  deps: ResetPasswordDeps,
  { token, newPassword, ...proof }: ResetPasswordInput,
  call: Call,
): Promise<{ success: true }> {
  requireHashable(newPassword, 'newPassword');
  readGivenCode(proof);
  return deps.hasher.admit(async (hashing) => {
    const link = await requireLink(deps, 'PASSWORD_RESET', token);
    const account = await requireAccountOf(deps, link);
    requireOpenAccount(account);
    const isCommon = (password: string): boolean => deps.blocklist.isCommon(password);
    requireAcceptablePassword(newPassword, account, deps.passwordMinLength, isCommon, 'newPassword');
    await requireUnpwned(deps.pwnedPasswords, newPassword, 'newPassword');
    if (!isUnproved(account)) await requireSecondFactor(deps, account, proof, call);
    const passwordHash = await hashing.hash(newPassword);
    await takeLink(deps, link);
    const replacement = { account, passwordHash, reason: 'PASSWORD_RESET', provesEmail: true } as const;
    if ((await replacePassword(deps, replacement, call)) === null) throw linkInvalid();
    await forgetWrongPasswords(deps, link.emailKey, call);
    await deps.auditLog.record({ kind: 'PASSWORD_RESET', accountId: account.id }, call);
    return { success: true };
  });
}

/**
 * The account that a link was mailed to, as long as it has the same address.
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID.
 */
export async function requireAccountOf(
  { accounts }: Pick<ReplacePasswordDeps, 'accounts'>,
  { accountId, emailKey }: { readonly accountId: string; readonly emailKey: string },
): Promise<Account> {
  const [account] = await accounts.findByIds([accountId]);
  if (account === undefined || findEmailKey(account.email) !== emailKey) throw linkInvalid();
  return account;
}
