import { randomBytes } from 'node:crypto';
import type { Account } from '../domain/account';
import { readGivenCode, type SecondFactorProof } from '../domain/secondFactor';
import type { Hashing, PasswordHasher } from '../ports';
import type { Call } from './call';
import type { SignedIn } from './openSession';
import { isUnproved, replacePassword, type ReplacePasswordDeps } from './replacePassword';
import { linkInvalid, requireLink, takeLink, type LinkDeps } from './requireLink';
import { requireAccountOf } from './resetPassword';
import { signIn, type SignInDeps } from './signIn';

/** What signing in by a mailed link takes. */
export interface LoginWithMagicLinkInput extends SecondFactorProof {
  readonly token: string;
}

/** What loginWithMagicLink needs. */
export interface LoginWithMagicLinkDeps extends LinkDeps, SignInDeps, ReplacePasswordDeps {
  readonly hasher: PasswordHasher;
}

/**
 * Signs the holder of a mailed link in, and takes them for the owner of the address it was mailed to. If nobody had
 * proved that before, the account may have been opened by a stranger who waits for the owner to move in: then its
 * sessions end, its password stops working and its second factor goes (docs/adr/mailed-links.md).
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID; what signIn throws, the link working on where a code is missing
 * or wrong; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function loginWithMagicLink(
  deps: LoginWithMagicLinkDeps,
  { token, ...proof }: LoginWithMagicLinkInput,
  call: Call,
): Promise<SignedIn> {
  readGivenCode(proof);
  const link = await requireLink(deps, 'MAGIC_LINK', token);
  const account = await requireAccountOf(deps, link);
  if (!isUnproved(account)) {
    return signIn(deps, account, proof, call, async () => {
      await takeLink(deps, link);
      return account;
    });
  }
  return deps.hasher.admit((hashing) =>
    signIn(deps, { ...account, secondFactor: null }, proof, call, async () => {
      await takeLink(deps, link);
      return takeOver(deps, account, hashing, call);
    }),
  );
}

async function takeOver(
  deps: LoginWithMagicLinkDeps,
  account: Account,
  hashing: Hashing,
  call: Call,
): Promise<Account> {
  const passwordHash = await hashing.hash(randomBytes(32).toString('base64url'));
  const replacement = { account, passwordHash, reason: 'PASSWORD_RESET', provesEmail: true } as const;
  const taken = await replacePassword({ ...deps, mailroom: null }, replacement, call);
  if (taken === null) throw linkInvalid();
  await deps.auditLog.record({ kind: 'EMAIL_VERIFIED', accountId: account.id }, call);
  await deps.auditLog.record({ kind: 'PASSWORD_RESET', accountId: account.id }, call);
  return taken;
}
