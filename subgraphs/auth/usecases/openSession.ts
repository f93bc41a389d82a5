import { randomUUID } from 'node:crypto';
import { viewSelf, type Account, type UserView } from '../domain/account';
import { liveSince, MAX_LIVE_SESSIONS, type Session, type SessionLimits } from '../domain/session';
import type {
  AccessToken,
  AccessTokenSigner,
  Clock,
  DeviceReader,
  RefreshToken,
  RefreshTokens,
  SessionStore,
} from '../ports';
import type { Call } from './call';

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
  readonly readDevice: DeviceReader;
  readonly sessionLimits: SessionLimits;
  readonly clock: Clock;
}

/** Signs an account in on a new device. Where that makes too many, those used least lately end. */
export async function openSession(
  deps: OpenSessionDeps,
  account: Account,
  { client }: Call,
): Promise<SignedIn & { readonly sessionId: string }> {
  const { sessions, refreshTokens, accessTokens, readDevice, sessionLimits, clock } = deps;
  const signAccessToken = await accessTokens.prepare();
  const now = clock();
  const refreshToken = refreshTokens.createFirst(randomUUID());
  const session: Session = {
    id: refreshToken.sessionId,
    accountId: account.id,
    createdAt: now,
    renewedAt: now,
    device: readDevice(client.userAgent),
    address: client.address,
    newestHash: refreshToken.hash,
    predecessorHash: null,
    successorSalt: null,
    endedAt: null,
    endReason: null,
  };
  const keptSeconds = sessionLimits.absoluteSeconds + REMEMBER_SECONDS;
  await sessions.insertSession(session, new Date(now.getTime() + keptSeconds * 1000));
  await endSurplus(deps, account.id, now);
  const accessToken = signAccessToken({ accountId: account.id, sessionId: session.id, roles: account.roles });
  return { ...presentSession(account, accessToken, refreshToken), sessionId: session.id };
}

/** Keeps the list of an account's sessions bounded, whatever signs in again and again without ever logging out. */
async function endSurplus(
  { sessions, sessionLimits }: OpenSessionDeps,
  accountId: string,
  now: Date,
): Promise<void> {
  const live = await sessions.listLiveSessions(
    accountId,
    liveSince(now, sessionLimits),
    2 * MAX_LIVE_SESSIONS,
  );
  const surplus = Math.max(0, live.length - MAX_LIVE_SESSIONS);
  const byLastUse = live.toSorted((a, b) => a.renewedAt.getTime() - b.renewedAt.getTime());
  for (const { id } of byLastUse.slice(0, surplus)) await sessions.endSession(id, 'TOO_MANY_SESSIONS', now);
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
