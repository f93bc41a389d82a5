import { randomUUID } from 'node:crypto';
import { viewSelf, type Account, type UserView } from '../domain/account';
import type { Session, SessionLimits } from '../domain/session';
import type {
  AccessToken,
  AccessTokenSigner,
  Clock,
  RefreshToken,
  RefreshTokens,
  SessionStore,
} from '../ports';

/** A session record is kept this long after its absolute limit, so that an old token is still known as ours (R02). */
const REMEMBER_SECONDS = 30 * 86_400;

/** A signed-in session as register, login and refreshSession answer it. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly tokenType: 'Bearer';
  /** When the access token stops working. */
  readonly expiresAt: Date;
  readonly user: UserView;
}

/** What opening a session needs. */
export interface OpenSessionDeps {
  readonly sessions: SessionStore;
  readonly refreshTokens: RefreshTokens;
  readonly accessTokens: AccessTokenSigner;
  readonly sessionLimits: SessionLimits;
  readonly clock: Clock;
}

/** Signs an account in on a new device. */
export async function openSession(
  { sessions, refreshTokens, accessTokens, sessionLimits, clock }: OpenSessionDeps,
  account: Account,
): Promise<SignedIn & { readonly sessionId: string }> {
  const signAccessToken = await accessTokens.prepare();
  const now = clock();
  const refreshToken = refreshTokens.createFirst(randomUUID());
  const session: Session = {
    id: refreshToken.sessionId,
    accountId: account.id,
    createdAt: now,
    renewedAt: now,
    newestHash: refreshToken.hash,
    predecessorHash: null,
    successorSalt: null,
    endedAt: null,
    endReason: null,
  };
  const keptSeconds = sessionLimits.absoluteSeconds + REMEMBER_SECONDS;
  await sessions.insertSession(session, new Date(now.getTime() + keptSeconds * 1000));
  const accessToken = signAccessToken({ accountId: account.id, sessionId: session.id, roles: account.roles });
  return { ...presentSession(account, accessToken, refreshToken), sessionId: session.id };
}

/** Puts together what a client needs to be signed in. */
export function presentSession(
  account: Account,
  accessToken: AccessToken,
  refreshToken: RefreshToken,
): SignedIn {
  return {
    accessToken: accessToken.token,
    refreshToken: refreshToken.token,
    tokenType: 'Bearer',
    expiresAt: accessToken.expiresAt,
    user: viewSelf(account),
  };
}
