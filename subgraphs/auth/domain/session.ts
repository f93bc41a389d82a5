import type { Device } from './device';

/** Why a session ended before its time. */
export type SessionEnd =
  | 'LOGOUT'
  | 'LOGOUT_EVERYWHERE'
  | 'REVOKED'
  | 'TOO_MANY_SESSIONS'
  | 'REFRESH_TOKEN_REUSED'
  | 'ACCOUNT_DISABLED'
  | 'ROLE_REVOKED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'ACCOUNT_GONE';

/**
 * A signed-in device. One record holds a session's whole line of refresh tokens, so that each step of the line is
 * one conditional update and a session can be ended in one; docs/adr/refresh-token-rotation.md has the reasons.
 */
export interface Session {
  /** Opaque; the `sid` of its access tokens. */
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
  /** When its newest refresh token was made: at signing in, then at each renewal. */
  readonly renewedAt: Date;
  /** On what it was opened. */
  readonly device: Device;
  /** Where it was opened or last renewed: an IP address; null where that could not be told. */
  readonly address: string | null;
  /** SHA-256 of the newest refresh token, hex. */
  readonly newestHash: string;
  /** SHA-256 of the one before, hex; null until the first renewal. */
  readonly predecessorHash: string | null;
  /** What turned the predecessor into the newest, so that a repeated request gets the same answer. */
  readonly successorSalt: string | null;
  readonly endedAt: Date | null;
  readonly endReason: SessionEnd | null;
}

/** How long sessions live, and how long a used refresh token still works in case its answer was lost. */
export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  readonly retrySeconds: number;
}

/** The time in which the immediate predecessor of the newest refresh token may be used again (promise R03). */
export const RETRY_SECONDS = 10;

/** An account has at most this many live sessions; signing in once more ends those that were used least lately. */
export const MAX_LIVE_SESSIONS = 100;

/** Sessions opened and renewed after these moments are live, unless they were ended (promise R05). */
export function liveSince(now: Date, { idleSeconds, absoluteSeconds }: SessionLimits): LiveSince {
  return {
    renewedAfter: new Date(now.getTime() - idleSeconds * 1000),
    createdAfter: new Date(now.getTime() - absoluteSeconds * 1000),
  };
}

/** What liveSince answers. */
export interface LiveSince {
  readonly renewedAfter: Date;
  readonly createdAfter: Date;
}

/** Whether the session still counts: not ended, renewed lately, not too old (promise R05). */
export function isLive(session: Session, now: Date, limits: SessionLimits): boolean {
  return (
    session.endedAt === null &&
    secondsBetween(session.renewedAt, now) < limits.idleSeconds &&
    secondsBetween(session.createdAt, now) < limits.absoluteSeconds
  );
}

/**
 * What a refresh token of ours means for its session:
 * - `NEWEST`: renew the session with it.
 * - `RETRY`: the answer that carried its successor may have been lost; give the same successor again.
 * - `REUSED`: it was used before; somebody else may have it, so the session must end.
 * - `OVER`: the session has ended, by itself or by its person.
 */
export type RefreshVerdict = 'NEWEST' | 'RETRY' | 'REUSED' | 'OVER';

/** Judges a token by its hash; the caller has made sure that it was issued for this session. */
export function judgeRefreshToken(
  session: Session,
  tokenHash: string,
  now: Date,
  limits: SessionLimits,
): RefreshVerdict {
  const isNewest = tokenHash === session.newestHash;
  if (!isLive(session, now, limits)) {
    // However often the replay is repeated, its answer is the same.
    return session.endReason === 'REFRESH_TOKEN_REUSED' && !isNewest ? 'REUSED' : 'OVER';
  }
  if (isNewest) return 'NEWEST';
  // Two of our machines' clocks may disagree, hence the absolute value.
  const sinceRenewal = Math.abs(secondsBetween(session.renewedAt, now));
  return tokenHash === session.predecessorHash && sinceRenewal <= limits.retrySeconds ? 'RETRY' : 'REUSED';
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
