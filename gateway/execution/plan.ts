import type { GatewayConfig } from '@apollo/gateway';

type ObservePlan = NonNullable<GatewayConfig['experimental_didResolveQueryPlan']>;

/** Apollo's plan of an operation. */
export type QueryPlan = Parameters<ObservePlan>[0]['queryPlan'];
type AnyNode = NonNullable<QueryPlan['node']>;

/** One step of a plan. Subscriptions and deferred parts do not occur here. */
export type PlanNode = Exclude<AnyNode, { kind: 'Subscription' }>;
/** A call to a subgraph. */
export type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>;
/** What a call needs to know of an entity. */
export type RequiredSelection = NonNullable<FetchNode['requires']>[number];
/** A change to what goes to a subgraph or comes from it, where names in the two schemas differ. */
export type Rewrite = NonNullable<FetchNode['inputRewrites']>[number];

/** An object as it comes out of JSON. */
export type JsonObject = Record<string, unknown>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Thrown while compiling for what is left to @apollo/gateway's own executor; the message says why. */
export class Unsupported extends Error {}

/**
 * Names that every object has already: reading one that is absent would find what the language put there. Rare enough
 * to leave to @apollo/gateway.
 */
export function requireOrdinaryName(name: string): void {
  if (name in {}) throw new Unsupported(`the name ${name}`);
}
