import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { feeds } from '../seeing/events';
import type { Log } from '../service';

const DEADLINE_MS = 2_000;
/** From the end of one request to the next: twice this is the time in which a revocation must have arrived. */
const PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 5_000;
const PAGE_SIZE = 500;

const pageSchema = z.object({
  events: z.array(
    z.object({
      kind: z.string(),
      accountId: z.string().min(1),
      sessionId: z.string().min(1).optional(),
      at: z.string(),
    }),
  ),
  cursor: z.string().min(1),
  hasMore: z.boolean(),
});

/** One event of the feed. Kinds that a follower does not know are to be passed over: more may come. */
export type AccountFeedEvent = z.output<typeof pageSchema>['events'][number];

/** Where a follower keeps how far it has come. */
export interface FeedCursor {
  /** Null starts with what still matters to access tokens, `0` with everything there has ever been. */
  load(): Promise<string | null>;
  /** Notes that everything up to `to` has been dealt with, unless another process has gone on from `from`. */
  advance(from: string | null, to: string): Promise<void>;
  /** Starts over: the feed was restored from an older copy. */
  reset(): Promise<void>;
}

/** What an AccountFeedFollower takes. */
export interface AccountFeedFollowerOptions {
  /** For the log. */
  readonly name: string;
  /** AUTH_URL. */
  readonly authUrl: string;
  /** The current pass to the feed, by createFeedPass; null in local mode, where none is needed. */
  readonly pass: (() => string) | null;
  readonly cursor: FeedCursor;
  /** Deals with an event; may be given the same one again. What it throws keeps the follower from going on. */
  readonly handle: (event: AccountFeedEvent) => Promise<void>;
  /** Whether what `cursor` and `handle` need is there; while it is not, nothing is asked. Default: always. */
  readonly isReady?: () => Promise<boolean>;
  readonly log: Log;
}

/**
 * Follows auth's account-event feed: asks each second, goes on behind its cursor, deals with every event at least once
 * and in order. While auth is down it asks less often, says so once, and everything else goes on (promise D07).
 */
export class AccountFeedFollower {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private failures = 0;
  private lastCount = 0;

  /** Starts at once. */
  constructor(private readonly options: AccountFeedFollowerOptions) {
    this.running = this.run();
  }

  /** Asks no more; waits for the event under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const hasMore = await this.attempt();
      if (hasMore) continue;
      const pauseMs = Math.min(PAUSE_MS * 2 ** Math.max(0, this.failures - 1), MAX_PAUSE_MS);
      // Aborted: the loop ends by its condition.
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Never rejects; whether there is more to be had at once. */
  private async attempt(): Promise<boolean> {
    const { name, log, isReady } = this.options;
    try {
      if (isReady !== undefined && !(await isReady())) return false;
      const hasMore = await this.step();
      if (this.failures > 0) log.info({ follower: name }, 'following the account events again');
      this.failures = 0;
      feeds.tell({ follower: name, hasFailed: false, events: this.lastCount, hasMore });
      return hasMore;
    } catch (error) {
      if (this.stopping.signal.aborted) return false;
      if (this.failures === 0) {
        log.warn({ err: error, follower: name }, 'cannot follow the account events; trying again');
      }
      this.failures += 1;
      feeds.tell({ follower: name, hasFailed: true, events: 0, hasMore: false });
      return false;
    }
  }

  private async step(): Promise<boolean> {
    const { cursor, handle } = this.options;
    const after = await cursor.load();
    const page = await this.fetchPage(after);
    if (page === 'CURSOR_AHEAD') {
      await cursor.reset();
      return true;
    }
    for (const event of page.events) await handle(event);
    this.lastCount = page.events.length;
    if (page.cursor !== after) await cursor.advance(after, page.cursor);
    return page.hasMore;
  }

  private async fetchPage(after: string | null): Promise<z.output<typeof pageSchema> | 'CURSOR_AHEAD'> {
    const { authUrl, pass } = this.options;
    const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(after === null ? {} : { after }) });
    const response = await fetch(`${authUrl}/account-events?${query.toString()}`, {
      headers: {
        accept: 'application/json',
        ...(pass === null ? {} : { authorization: `Bearer ${pass()}` }),
      },
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), this.stopping.signal]),
    });
    const body: unknown = await response.json();
    if (response.ok) return pageSchema.parse(body);
    if ((body as { reason?: unknown } | null)?.reason === 'CURSOR_AHEAD') return 'CURSOR_AHEAD';
    throw new Error(`the account events answered ${response.status}`);
  }
}
