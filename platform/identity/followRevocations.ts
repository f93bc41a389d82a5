import { AccountFeedFollower, type AccountFeedFollowerOptions, type FeedCursor } from './AccountFeedFollower';
import type { RevokedSessions } from './RevokedSessions';

/**
 * Keeps `revoked` up to date from the feed. It starts with what still matters to access tokens, in each process anew,
 * so nothing needs to be kept.
 */
export function followRevocations(
  revoked: RevokedSessions,
  options: Pick<AccountFeedFollowerOptions, 'authUrl' | 'pass' | 'log'>,
): AccountFeedFollower {
  return new AccountFeedFollower({
    ...options,
    name: 'revocations',
    cursor: createMemoryCursor(),
    async handle({ kind, accountId, sessionId }) {
      if (kind === 'SESSION_ENDED' && sessionId !== undefined) revoked.revokeSession(sessionId);
      if (kind === 'ACCOUNT_DELETED') revoked.revokeAccount(accountId);
    },
  });
}

function createMemoryCursor(): FeedCursor {
  let cursor: string | null = null;
  return {
    load: async () => cursor,
    async advance(_from, to) {
      cursor = to;
    },
    async reset() {
      cursor = null;
    },
  };
}
