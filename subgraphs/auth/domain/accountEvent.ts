import { badUserInput } from '../../../platform/errors';

/** What other services must hear of an account, each kind and what it means. */
export const ACCOUNT_EVENT_KINDS = {
  SESSION_ENDED: 'A session has ended before its time: access tokens with this `sid` are no longer valid.',
  ACCOUNT_DELETED:
    'An account is gone: its access tokens are no longer valid, and what was kept for it is to go too.',
} as const;

/** Something that has happened to an account. */
export type AccountHappening =
  | {
      readonly kind: 'SESSION_ENDED';
      readonly accountId: string;
      readonly sessionId: string;
      /** When it happened. */
      readonly at: Date;
    }
  | { readonly kind: 'ACCOUNT_DELETED'; readonly accountId: string; readonly at: Date };

/** A happening in its place in the feed. */
export type AccountEvent = AccountHappening & {
  /** 1, 2, 3 and so on without gaps, so that whoever has seen one has seen all before it. */
  readonly sequence: number;
  /** When it was appended. */
  readonly recordedAt: Date;
};

/**
 * So long after a session has ended one of its access tokens may still look valid: 15 minutes of life, 30 seconds
 * that clocks may differ, and half a minute to spare.
 */
export const REVOCATION_SECONDS = 16 * 60;

/** Ends of sessions stay in the feed for this long; deletions stay for good. */
export const SESSION_EVENT_SECONDS = 86_400;

/** Names a happening: appending it again is known by it. */
export function eventKey(happening: AccountHappening): string {
  return happening.kind === 'SESSION_ENDED'
    ? `SESSION_ENDED:${happening.sessionId}`
    : `ACCOUNT_DELETED:${happening.accountId}`;
}

/** The cursor behind an event; 0 is the one before the first. */
export function encodeFeedCursor(sequence: number): string {
  return String(sequence);
}

/**
 * Reads a cursor of the feed.
 * @throws AppError BAD_USER_INPUT for anything that encodeFeedCursor has not made.
 */
export function decodeFeedCursor(cursor: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(cursor)) {
    throw badUserInput('after', 'The cursor is not one of this feed.');
  }
  return Number(cursor);
}
