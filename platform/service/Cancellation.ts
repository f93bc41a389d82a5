import type { ServerResponse } from 'node:http';

/** Tells that work is no longer wanted; an AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Aborted when the client is gone before it has its whole answer (promise S04). In place of an AbortController for each
 * request, as those and their events cost more than all else that the gateway does between reading a request and calling
 * a subgraph.
 */
export class ClientGone implements Cancellation {
  private isAborted = false;
  private readonly listeners = new Set<() => void>();

  constructor(response: ServerResponse) {
    response.on('close', () => {
      if (!response.writableFinished) this.abort();
    });
  }

  get aborted(): boolean {
    return this.isAborted;
  }

  /** Each listener is told at most once, whatever the options say. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  private abort(): void {
    this.isAborted = true;
    const told = [...this.listeners];
    this.listeners.clear();
    for (const listener of told) listener();
  }
}
