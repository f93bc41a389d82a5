import type { LiveSince, Session, SessionEnd } from '../domain/session';

/** One step of a session's line of refresh tokens. */
export interface SessionRenewal {
  readonly sessionId: string;
  /** Hash of the token that must be the newest. */
  readonly fromHash: string;
  /** Hash of the one that becomes the newest. */
  readonly toHash: string;
  /** What the new token was derived with. */
  readonly successorSalt: string;
  readonly at: Date;
  /** Where the request came from. */
  readonly address: string | null;
}

/** What is told of a session that has ended. */
export type EndedSession = Pick<Session, 'id' | 'accountId' | 'renewedAt'> & { readonly endedAt: Date };

/** What became of ending one session of an account. */
export type EndOutcome = 'ENDED' | 'HAD_ENDED' | 'UNKNOWN';

/**
 * Where sessions are kept, ended ones too, until after their absolute limit. Whatever ends one notes in the same atomic
 * step that its end is yet to be announced.
 */
export interface SessionStore {
  /** Adds a session that may be forgotten after `forgetAt`, not before. */
  insertSession(session: Session, forgetAt: Date): Promise<void>;
  /** Null when there is none, or when it was forgotten. */
  findSession(id: string): Promise<Session | null>;
  /** Takes the step in one atomic update; false, with nothing changed, unless live and still at `fromHash`. */
  renewSession(renewal: SessionRenewal): Promise<boolean>;
  /** Ends a session; true when this call ended it, false when it had ended or is unknown. */
  endSession(id: string, reason: SessionEnd, at: Date): Promise<boolean>;
  /** Ends this session if it is this account's; of somebody else's it says UNKNOWN, as of none. */
  endSessionOf(accountId: string, id: string, reason: SessionEnd, at: Date): Promise<EndOutcome>;
  /** Ends all sessions of an account, save `exceptId`; how many this call ended. */
  endAllSessions(accountId: string, reason: SessionEnd, at: Date, exceptId?: string): Promise<number>;
  /** Removes all sessions of a deleted account, live ones and ended ones. */
  removeAllSessions(accountId: string): Promise<void>;
  /** Ended sessions that are yet to be announced, those first that ended first; of one account or one session. */
  listUnannounced(
    limit: number,
    of?: { readonly accountId?: string; readonly sessionId?: string },
  ): Promise<readonly EndedSession[]>;
  /** Notes that the ends of these were announced. */
  markAnnounced(ids: readonly string[]): Promise<void>;
  /** An account's sessions that go on, at most `limit`, the newest first. */
  listLiveSessions(accountId: string, since: LiveSince, limit: number): Promise<readonly Session[]>;
}
