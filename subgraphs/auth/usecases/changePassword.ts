import { AppError } from '../../../platform/errors';
import { viewSelf, type UserView } from '../domain/account';
import { requireAcceptablePassword, requireHashable } from '../domain/password';
import type { SecondFactorProof } from '../domain/secondFactor';
import type { PasswordBlocklist, PwnedPasswords } from '../ports';
import type { Call } from './call';
import { reauthenticate, type Reauthenticated, type ReauthenticateDeps } from './reauthenticate';
import { replacePassword, type ReplacePasswordDeps } from './replacePassword';
import { requireUnpwned } from './requireUnpwned';

/** What changing the password takes. */
export interface ChangePasswordInput extends SecondFactorProof {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** What changePassword needs. */
export interface ChangePasswordDeps extends ReauthenticateDeps, ReplacePasswordDeps {
  readonly blocklist: PasswordBlocklist;
  readonly pwnedPasswords: PwnedPasswords | null;
  /** In code points. */
  readonly passwordMinLength: number;
}

/**
 * Replaces the password of the person behind the call, who has to know the old one. This session goes on; all others
 * end.
 * @throws AppError BAD_USER_INPUT for a new password that the rules do not let pass, what reauthenticate throws,
 * CONFLICT when the account was changed at the same moment.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  { currentPassword, newPassword, ...secondFactor }: ChangePasswordInput,
  call: Call,
): Promise<{ user: UserView }> {
  requireHashable(newPassword, 'newPassword');
  const proof = { ...secondFactor, password: currentPassword };
  const change = async ({ account, user, hashing }: Reauthenticated): Promise<{ user: UserView }> => {
    const isCommon = (password: string): boolean => deps.blocklist.isCommon(password);
    requireAcceptablePassword(newPassword, account, deps.passwordMinLength, isCommon, 'newPassword');
    await requireUnpwned(deps.pwnedPasswords, newPassword, 'newPassword');
    const passwordHash = await hashing.hash(newPassword);
    const replacement = {
      account,
      passwordHash,
      reason: 'PASSWORD_CHANGED',
      exceptSessionId: user.sessionId,
      provesEmail: false,
    } as const;
    const changed = await replacePassword(deps, replacement, call);
    if (changed === null) throw new AppError('CONFLICT');
    await deps.auditLog.record(
      { kind: 'PASSWORD_CHANGED', accountId: account.id, sessionId: user.sessionId },
      call,
    );
    return { user: viewSelf(changed) };
  };
  return reauthenticate(deps, proof, call, change, 'currentPassword');
}
