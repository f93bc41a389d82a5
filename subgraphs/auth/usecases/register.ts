import { randomUUID } from 'node:crypto';
import { AppError } from '../../../platform/errors';
import { parseDisplayName } from '../domain/displayName';
import { parseEmail } from '../domain/email';
import type { MailIntent } from '../domain/mailIntent';
import { requireAcceptablePassword } from '../domain/password';
import { clientBlock } from '../../../platform/identity';
import type { AccountStore, NewAccount, PasswordBlocklist, PasswordHasher, PwnedPasswords } from '../ports';
import type { Call } from './call';
import { limitPace, type LimitDeps } from './limitAttempts';
import { limitMails, originOf, type MailroomDeps } from './limitMails';
import { rememberClient } from './limitSignIn';
import { openSession, type OpenSessionDeps, type SignedIn } from './openSession';
import { emailNotVerified } from './requireVerifiedEmail';
import { requireMailroom } from './requireMailroom';
import { requireUnpwned } from './requireUnpwned';

/** What opening an account takes. */
export interface RegisterInput {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

/** What register needs. */
export interface RegisterDeps extends OpenSessionDeps, LimitDeps, MailroomDeps {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
  readonly blocklist: PasswordBlocklist;
  readonly pwnedPasswords: PwnedPasswords | null;
  /** In code points. */
  readonly passwordMinLength: number;
  /** REQUIRE_EMAIL_VERIFICATION: whether nobody signs in with an address that is not verified. */
  readonly requiresVerifiedEmail: boolean;
}

/**
 * Opens an account and signs it in. The account is written first: should anything fail after that, signing in with
 * the same password works. Where addresses have to be verified first nobody is signed in, and the answer and the work
 * are the same whether or not the address has an account (docs/adr/mailed-links.md).
 * @throws AppError BAD_USER_INPUT, EMAIL_TAKEN, RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT; FORBIDDEN with reason
 * EMAIL_NOT_VERIFIED where addresses have to be verified first.
 */
export async function register(deps: RegisterDeps, input: RegisterInput, call: Call): Promise<SignedIn> {
  const { accounts, hasher, blocklist, auditLog, clock } = deps;
  const email = parseEmail(input.email);
  const name = parseDisplayName(input.name);
  requireAcceptablePassword(
    input.password,
    { email: email.given, name },
    deps.passwordMinLength,
    (password) => blocklist.isCommon(password),
  );
  return hasher.admit(async (hashing) => {
    await limitPace(deps, deps.attemptLimits.registerByAddress, clientBlock(call.client.address), call);
    await requireUnpwned(deps.pwnedPasswords, input.password, 'password');
    const build = async (): Promise<NewAccount> => ({
      id: randomUUID(),
      email: email.given,
      emailKey: email.key,
      emailVerifiedAt: null,
      name,
      roles: [],
      createdAt: clock(),
      secondFactor: null,
      disabledAt: null,
      securityVersion: 0,
      passwordHash: await hashing.hash(input.password),
    });
    if (deps.requiresVerifiedEmail) throw await registerUnverified(deps, build, email.key, call);

    // Saves a hash in the usual case; the unique index decides when two come at the same moment.
    const taken = await accounts.findByEmailKey(email.key);
    if (taken !== null) throw new AppError('EMAIL_TAKEN', { field: 'email' });
    const account = await build();
    await accounts.insertAccount(account);
    await deps.mailroom?.post({ ...registered(call), accountId: account.id });
    const { sessionId, ...signedIn } = await openSession(deps, account, call);
    await rememberClient(deps, email.key, call);
    await auditLog.record({ kind: 'REGISTERED', accountId: account.id, sessionId }, call);
    return signedIn;
  });
}

/**
 * Opens an account that cannot be signed in to yet. For an address that has one already it does and answers the same
 * (promise P08); only the mail differs, and that is for whoever reads the mailbox.
 */
async function registerUnverified(
  deps: RegisterDeps,
  build: () => Promise<NewAccount>,
  emailKey: string,
  call: Call,
): Promise<AppError> {
  const { accounts, auditLog } = deps;
  const room = requireMailroom(deps.mailroom);
  await limitMails(deps, emailKey, call);
  const account = await build();
  const isNew = await accounts.insertAccount(account).then(() => true, whetherTaken);
  await room.post({ ...registered(call), emailKey });
  await auditLog.record(
    isNew ? { kind: 'REGISTERED', accountId: account.id } : { kind: 'REGISTERED_AGAIN', accountId: null },
    call,
  );
  return emailNotVerified(
    'Almost done: open the link in the mail that was sent to this address, then sign in.',
  );
}

function whetherTaken(error: unknown): false {
  if (error instanceof AppError && error.code === 'EMAIL_TAKEN') return false;
  throw error;
}

function registered(call: Call): MailIntent {
  return { kind: 'REGISTERED', accountId: null, emailKey: null, sendTo: null, origin: originOf(call) };
}
