import { StartFault, Turns, type Log } from '../../platform/service';
import { Gate } from '../subgraphs/Gate';
import type { Service } from '../subgraphs/Upstream';
import type { GatewayConfig } from '../config';
import type { SubgraphEntry } from './Supergraph';

/** The two services that belong to the gateway: they have REST routes and a readiness of their own. */
export type OwnName = 'auth' | 'files';

/**
 * Mutations that auth is given at once, whatever they are and whichever door they come by. How many sign-ins it can hold
 * is learnt (limits/SignIns.ts); this bounds the rest, and what comes before anything was learnt. The surplus is refused
 * here, without a connection to auth, which goes on answering everybody else (promise M01).
 */
const SIGN_INS = { atOnce: 100, waiting: 0, retryAfterSeconds: 2 };

/** A subgraph, and how to reach it. */
export interface Subgraph {
  readonly service: Service;
  /** Where it answers GraphQL, below the service's URL; empty when that is the whole URL. */
  readonly path: string;
  /** Whether it is our auth or files, at the address that AUTH_URL or FILES_URL gives. */
  readonly isOwn: boolean;
  /** What is asked of it goes through here. */
  readonly gate: Gate;
}

/** The subgraphs of a supergraph by their names. */
export type Subgraphs = ReadonlyMap<string, Subgraph>;

type Urls = Pick<GatewayConfig, 'authUrl' | 'filesUrl' | 'subgraphUrls'>;

/** What the subgraphs of any supergraph are placed with. */
export interface Placing {
  readonly config: Urls & Pick<GatewayConfig, 'gate'>;
  readonly log: Log;
  /** The subgraphs of the supergraph before this one: what goes on there counts on, where it is still the same. */
  readonly previous: Subgraphs | null;
}

/**
 * Says where each subgraph answers: AUTH_URL and FILES_URL for ours, then SUBGRAPH_URLS, then the supergraph itself.
 * @throws StartFault naming every subgraph without a usable URL.
 */
export function placeSubgraphs(entries: readonly SubgraphEntry[], placing: Placing): Subgraphs {
  const places = entries.map((entry) => ({ name: entry.name, ...placeOf(entry, placing.config) }));
  const faults = places.filter(({ url }) => url === null).map(({ name }) => name);
  if (faults.length > 0) {
    const said = faults.map((name) => `${name} (set ${variableFor(name)})`).join(', ');
    throw new StartFault(`The supergraph gives no usable URL for: ${said}.`);
  }
  return new Map(
    places.flatMap(({ name, url, isOwn }) =>
      url === null ? [] : [[name, subgraphAt(name, url, isOwn, placing)]],
    ),
  );
}

function placeOf({ name, url }: SubgraphEntry, config: Urls): { url: URL | null; isOwn: boolean } {
  const own = name === 'auth' ? config.authUrl : name === 'files' ? config.filesUrl : null;
  if (own !== null) return { url: new URL(own), isOwn: true };
  return { url: usableUrl(config.subgraphUrls[name] ?? url), isOwn: false };
}

function subgraphAt(name: string, url: URL, isOwn: boolean, { config, log, previous }: Placing): Subgraph {
  const known = previous?.get(name);
  if (known?.isOwn === isOwn && known.service.url.href === url.href) return known;
  const bound = isOwn && name === 'auth' ? { changes: new Turns(SIGN_INS) } : {};
  const gate = new Gate(config.gate, (isOpen) => {
    if (isOpen) log.error({ subgraph: name }, 'subgraph out of reach: calls are refused');
    else log.info({ subgraph: name }, 'subgraph answers again');
  });
  return { service: { name, url, ...bound }, path: isOwn ? '/graphql' : '', isOwn, gate };
}

/** Null for what nobody can answer at; names below `.invalid` stand for "said elsewhere" (RFC 6761, section 6.4). */
function usableUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname.endsWith('.invalid')) return null;
  return url;
}

function variableFor(name: string): string {
  return name === 'auth' ? 'AUTH_URL' : name === 'files' ? 'FILES_URL' : `SUBGRAPH_URLS=${name}=...`;
}
