import { Topic } from './Topic';

/** An operation was answered, by the gateway or by a subgraph. */
export interface OperationEvent {
  /** The process that answered, by the name of its log. */
  readonly service: string;
  /** Its name, or its first root fields; null when it could not be told. Chosen by the client. */
  readonly op: string | null;
  /** `query`, `mutation` or `rest`; undefined when it could not be told. */
  readonly kind: string | undefined;
  /** The HTTP status; null when the client had gone before it had its answer. */
  readonly status: number | null;
  /** Of its errors; undefined without any. */
  readonly codes: readonly unknown[] | undefined;
  /** Milliseconds from reading the request to the answer. */
  readonly ms: number;
  /** Whether it ran compiled; always false in a subgraph. */
  readonly isKnown: boolean;
}

/** What the gateway has under way at a subgraph has changed. */
export interface LoadEvent {
  readonly subgraph: string;
  readonly underWay: number;
  readonly waiting: number;
  /** Whether it is left alone for now, as it cannot be reached. */
  readonly isOpen: boolean;
}

/** The gateway called a subgraph, and has the answer or none. */
export interface FetchEvent {
  /** The name of the subgraph in the supergraph. */
  readonly subgraph: string;
  /** `ok`, `merged` when an equal one was made for both, `errors` for an answer with errors, `shed` for a call that was
   * not made, `client gone` for one that nobody waited for any more, `broken off` for an answer that did not reach the client whole,
   * else the code of the failure. */
  readonly outcome: string;
  readonly ms: number;
}

/** The gateway ran an operation by @apollo/gateway's own executor. */
export interface GeneralExecutionEvent {
  /** `first execution` for one that is compiled from then on, else what the compiler does not cover. */
  readonly reason: string;
  /** How many operations are known now. */
  readonly known: number;
}

/** Work entered or left the queue for hashing passwords. */
export interface HashingEvent {
  readonly waiting: number;
  readonly running: number;
  /** Whether work was turned away because the queue was full. */
  readonly isShed: boolean;
}

/** Work that a process repeats in the background has ended. */
export interface BackgroundEvent {
  readonly service: string;
  /** Its name, such as `sweep`. */
  readonly work: string;
  readonly ms: number;
  readonly hasFailed: boolean;
}

/** A sweep has ended: how many files it did what to. */
export type SweepEvent = Readonly<Record<string, number>>;

/** The feed of account events was asked. */
export interface FeedEvent {
  /** Which follower. */
  readonly follower: string;
  readonly hasFailed: boolean;
  /** How many events came. */
  readonly events: number;
  /** Whether more are there already. */
  readonly hasMore: boolean;
}

export const operations = new Topic<OperationEvent>('cloakroom:operation');
export const loads = new Topic<LoadEvent>('cloakroom:load');
export const fetches = new Topic<FetchEvent>('cloakroom:fetch');
export const generalExecutions = new Topic<GeneralExecutionEvent>('cloakroom:general-execution');
export const hashing = new Topic<HashingEvent>('cloakroom:hashing');
export const backgroundWork = new Topic<BackgroundEvent>('cloakroom:background');
export const sweeps = new Topic<SweepEvent>('cloakroom:sweep');
export const feeds = new Topic<FeedEvent>('cloakroom:feed');
