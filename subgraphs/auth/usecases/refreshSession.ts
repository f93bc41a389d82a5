import { AppError } from '../../../platform/errors';
import { clientBlock } from '../../../platform/identity';
import { judgeRefreshToken } from '../domain/session';
import type { AccountStore, RefreshToken } from '../ports';
import type { Call } from './call';
import { limitPace, type LimitDeps } from './limitAttempts';
import { presentSession, type OpenSessionDeps, type SignedIn } from './openSession';

/** What renewing a session takes. */
export interface RefreshSessionInput {
  readonly refreshToken: string;
}

/** What refreshSession needs. */
export interface RefreshSessionDeps extends OpenSessionDeps, LimitDeps {
  readonly accounts: AccountStore;
}

/** Losing a race once shows the winner's step; a second loss means that the session was renewed twice meanwhile. */
const MAX_ROUNDS = 3;

/**
 * Trades a refresh token for the next one and a new access token. Everything that can fail is done before the one
 * atomic step, so that a failure leaves the token in the client's hands working.
 * @throws AppError UNAUTHENTICATED, REFRESH_TOKEN_REUSED, RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function refreshSession(
  deps: RefreshSessionDeps,
  input: RefreshSessionInput,
  call: Call,
): Promise<SignedIn> {
  const { accounts, sessions, refreshTokens, accessTokens, sessionLimits, clock } = deps;
  const presented = refreshTokens.parse(input.refreshToken);
  if (presented === null) throw refused();
  const signAccessToken = await accessTokens.prepare();

  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const session = await sessions.findSession(presented.sessionId);
    if (session === null) throw await refuseCounting(deps, call);
    const now = clock();
    const verdict = judgeRefreshToken(session, presented.hash, now, sessionLimits);
    if (verdict === 'OVER') throw await refuseCounting(deps, call);
    if (verdict === 'REUSED') throw await endFamily(deps, presented, session.accountId, now, call);

    const [account] = await accounts.findByIds([session.accountId]);
    if (account === undefined || account.disabledAt !== null) {
      await sessions.endSession(session.id, 'ACCOUNT_GONE', now);
      throw refused();
    }
    const claims = { accountId: account.id, sessionId: session.id, roles: account.roles };
    if (verdict === 'RETRY' && session.successorSalt !== null) {
      const next = refreshTokens.deriveNext(presented, session.successorSalt);
      return presentSession(account, signAccessToken(claims), next);
    }
    const successorSalt = refreshTokens.createSalt();
    const next = refreshTokens.deriveNext(presented, successorSalt);
    const step = {
      sessionId: session.id,
      fromHash: presented.hash,
      toHash: next.hash,
      successorSalt,
      at: now,
      address: call.client.address,
    };
    if (await sessions.renewSession(step)) return presentSession(account, signAccessToken(claims), next);
  }
  throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 1 });
}

async function endFamily(
  { sessions, auditLog }: RefreshSessionDeps,
  { sessionId }: RefreshToken,
  accountId: string,
  now: Date,
  call: Call,
): Promise<AppError> {
  const isFirst = await sessions.endSession(sessionId, 'REFRESH_TOKEN_REUSED', now);
  if (isFirst) await auditLog.record({ kind: 'REFRESH_TOKEN_REUSED', accountId, sessionId }, call);
  return new AppError('REFRESH_TOKEN_REUSED');
}

/** Only refused tokens count, so that nobody's neighbour keeps a good one from working. */
async function refuseCounting(deps: RefreshSessionDeps, call: Call): Promise<AppError> {
  await limitPace(deps, deps.attemptLimits.refreshByAddress, clientBlock(call.client.address), call);
  return refused();
}

function refused(): AppError {
  return new AppError('UNAUTHENTICATED', { message: 'The session has ended. Sign in again.' });
}
