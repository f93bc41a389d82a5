import type { Cancellation } from '../../platform/service';
import { clientGone, tooLate, type Reply } from './Exchange';

/** How long somebody waits for an answer. */
export interface Patience {
  /** Milliseconds until the whole answer must be there. */
  readonly deadlineMs: number;
  /** Ends the waiting when the client is gone. */
  readonly signal: Cancellation;
}

/** One fetch for all who have joined it before it was sent. It ends when the last of their clients is gone. */
export class JointFetch {
  private readonly ending = new AbortController();
  private readonly reply: Promise<Reply>;
  private start: () => void = () => undefined;
  private hasBegun = false;
  private waiting = 0;
  private everJoined = 0;

  /** `send` is called once, after `begin`, in the asynchronous context of whoever has made this: its trace. */
  constructor(send: (signal: Cancellation) => Promise<Reply>) {
    const started = new Promise<void>((resolve) => {
      this.start = resolve;
    });
    this.reply = started.then(() => send(this.ending.signal));
    // All who wait are told, and there may be none any more.
    this.reply.catch(() => undefined);
  }

  /** How many have joined, with those who have left since. */
  get joined(): number {
    return this.everJoined;
  }

  /** Sends it. Nobody may join from now on. */
  begin(): void {
    this.hasBegun = true;
    this.endIfAlone();
    this.start();
  }

  /**
   * Waits for the answer.
   * @throws AppError TIMEOUT after the deadline, SERVICE_UNAVAILABLE when the client is gone; else what the sender throws.
   */
  join({ deadlineMs, signal }: Patience): Promise<Reply> {
    if (signal.aborted) return Promise.reject(clientGone());
    this.everJoined += 1;
    this.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onGone);
      };
      const onGone = (): void => {
        leave();
        this.waiting -= 1;
        this.endIfAlone();
        reject(clientGone());
      };
      const fail = (error: Error): void => {
        leave();
        reject(error);
      };
      // The fetch goes on, to its own deadline: how it ends tells whether the subgraph can be reached at all.
      const timer = setTimeout(() => fail(tooLate(deadlineMs)), deadlineMs);
      signal.addEventListener('abort', onGone, { once: true });
      this.reply.then((reply) => {
        leave();
        resolve(reply);
      }, fail);
    });
  }

  /** Before it has begun, somebody may still join. */
  private endIfAlone(): void {
    if (this.hasBegun && this.waiting === 0) this.ending.abort();
  }
}
