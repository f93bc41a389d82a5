import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a span tells: never ids of files, addresses, tokens, texts of operations or URLs. */
export type SpanAttributes = Record<string, string | number | boolean | undefined>;

/** A span that is under way elsewhere. */
export interface OpenSpan {
  /** Ends it; with what went wrong, if anything did. */
  end(fault?: unknown): void;
}

/** What makes spans; only loaded when traces are on. */
export interface SpanMaker {
  /** Runs the handler of a request within a span that continues the caller's trace. */
  serve(service: string, request: IncomingMessage, response: ServerResponse, handle: () => void): void;
  /** Runs work within a span below the one that is active. */
  run<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T>;
  /** Begins a span below the one that is active; undefined when none is. */
  open(name: string, attributes: SpanAttributes): OpenSpan | undefined;
  /** Adds to the span that is active. */
  describe(attributes: SpanAttributes, name?: string): void;
  /** The headers by which the next service continues the trace (W3C Trace Context). */
  headers(): Record<string, string>;
}

let maker: SpanMaker | null = null;

/** Puts traces on (or off, by null) in this process. */
export function setSpanMaker(made: SpanMaker | null): void {
  maker = made;
}

/** Whether spans are made. */
export function isTracing(): boolean {
  return maker !== null;
}

/** Handles a request, within a span when traces are on. */
export function serveTraced(
  service: string,
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => void,
): void {
  if (maker === null) handle();
  else maker.serve(service, request, response, handle);
}

/** Does work, within a span when traces are on. */
export function inSpan<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T> {
  return maker === null ? work() : maker.run(name, attributes, work);
}

/** Begins a span that is ended elsewhere; undefined when traces are off, or for work that belongs to no request. */
export function openSpan(name: string, attributes: SpanAttributes): OpenSpan | undefined {
  return maker?.open(name, attributes);
}

/** Says more about the span that is active, and what it is called. */
export function describeSpan(attributes: SpanAttributes, name?: string): void {
  maker?.describe(attributes, name);
}

/** `traceparent` and `tracestate` for a call to another service; undefined when traces are off. */
export function traceHeaders(): Record<string, string> | undefined {
  return maker?.headers();
}
