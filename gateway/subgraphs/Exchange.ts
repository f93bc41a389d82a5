import type { Dispatcher } from 'undici';
import { AppError } from '../../platform/errors';
import type { Cancellation } from '../../platform/service';

/** What a service answered. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What sends requests: undici's pool of connections, or what stands in for one. */
export type Sender = Pick<Dispatcher, 'dispatch'>;

/** What is sent, and what the answer is held to. */
export interface ExchangeOptions {
  readonly request: Dispatcher.DispatchOptions;
  /** Milliseconds until the whole answer must be there. */
  readonly deadlineMs: number;
  /** The longest answer that is read. */
  readonly maxBytes: number;
  /** Whether the request may be sent once more when the connection breaks before the answer begins. */
  readonly mayRepeat: boolean;
  readonly signal: Cancellation | undefined;
}

/**
 * One request and its whole answer, on undici's own callbacks: its promises and streams cost more than all the rest of a
 * short exchange. The callbacks are of the kind that gets headers as they came, so that the one that is wanted is looked
 * for and no object is made of all the others.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private abort: ((reason: Error) => void) | null = null;
  private mayRepeat: boolean;
  private isOver = false;
  private status = 0;
  private contentType = '';
  private readonly chunks: Buffer[] = [];
  private size = 0;

  private constructor(
    private readonly dispatcher: Sender,
    private readonly options: ExchangeOptions,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (error: AppError) => void,
  ) {
    this.mayRepeat = options.mayRepeat;
    this.timer = setTimeout(this.onDeadline, options.deadlineMs);
    options.signal?.addEventListener('abort', this.onGone, ONCE);
  }

  /**
   * Sends a request and reads the whole answer.
   * @throws AppError TIMEOUT after the deadline, SERVICE_UNAVAILABLE when there is no whole answer; with the cause.
   */
  static run(dispatcher: Sender, options: ExchangeOptions): Promise<Reply> {
    if (options.signal?.aborted === true) return Promise.reject(clientGone());
    return new Promise((resolve, reject) => {
      dispatcher.dispatch(options.request, new Exchange(dispatcher, options, resolve, reject));
    });
  }

  onConnect(abort: (reason?: Error) => void): void {
    // While it waited for a connection it may have ended.
    if (this.isOver) abort(ENDED);
    else this.abort = abort;
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    // 100 to 199 announce the answer.
    if (status < 200) return true;
    this.mayRepeat = false;
    this.status = status;
    this.contentType = contentTypeOf(headers);
    return true;
  }

  onData(chunk: Buffer): boolean {
    const { maxBytes } = this.options;
    this.size += chunk.length;
    if (this.size > maxBytes)
      this.fail(unavailable(new Error(`the answer is longer than ${maxBytes} bytes`)));
    else this.chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    if (this.isOver) return;
    this.finish();
    const [first] = this.chunks;
    const whole = first !== undefined && this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
    this.resolve({ status: this.status, contentType: this.contentType, text: whole.toString() });
  }

  onError(error: Error): void {
    // Ending a request early makes it report an error of its own.
    if (this.isOver) return;
    // Only what had a connection can have met the end of one that was kept.
    if (this.mayRepeat && this.abort !== null) {
      this.mayRepeat = false;
      this.abort = null;
      this.dispatcher.dispatch(this.options.request, this);
    } else {
      this.fail(unavailable(error));
    }
  }

  private readonly onDeadline = (): void => this.fail(tooLate(this.options.deadlineMs));

  private readonly onGone = (): void => this.fail(clientGone());

  private fail(error: AppError): void {
    if (this.isOver) return;
    this.finish();
    this.abort?.(ENDED);
    this.reject(error);
  }

  private finish(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.options.signal?.removeEventListener('abort', this.onGone);
  }
}

const ONCE = { once: true };
const ENDED = new Error('the request was ended');
const CLIENT_GONE = new Error('the client went away');
const CONTENT_TYPE = 'content-type';

/** Names and values take turns. */
function contentTypeOf(headers: readonly Buffer[]): string {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index];
    if (name?.length === CONTENT_TYPE.length && name.toString('latin1').toLowerCase() === CONTENT_TYPE)
      return headers[index + 1]?.toString('latin1') ?? '';
  }
  return '';
}

/** The error for a service that gave no usable answer; `cause` is for the log. */
export function unavailable(cause: unknown): AppError {
  return new AppError('SERVICE_UNAVAILABLE', { cause });
}

/** The error for an answer that nobody waits for any more. */
export function clientGone(): AppError {
  return unavailable(CLIENT_GONE);
}

/** The error for a service that took too long. */
export function tooLate(deadlineMs: number): AppError {
  return new AppError('TIMEOUT', {
    cause: new Error(`no whole answer within ${Math.round(deadlineMs)} ms`),
  });
}
