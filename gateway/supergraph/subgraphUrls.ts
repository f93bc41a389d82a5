import { StartFault } from '../../platform/service';
import { Bound } from '../subgraphs/Bound';
import type { Service } from '../subgraphs/Upstream';
import type { GatewayConfig } from '../config';
import type { SubgraphEntry } from './Supergraph';

/** The two services that belong to the gateway: they have REST routes and a readiness of their own. */
export type OwnName = 'auth' | 'files';

/**
 * Mutations that auth is given at once, most of which hash a password. Auth has work for two seconds with far fewer, and
 * gives the others back at once; a hundred keeps several processes of it busy behind one gateway.
 */
const MAX_SIGN_INS_UNDER_WAY = 100;

/** A subgraph, and how to reach it. */
export interface Subgraph {
  readonly service: Service;
  /** Where it answers GraphQL, below the service's URL; empty when that is the whole URL. */
  readonly path: string;
  /** Whether it is our auth or files, at the address that AUTH_URL or FILES_URL gives. */
  readonly isOwn: boolean;
}

/** The subgraphs of a supergraph by their names. */
export type Subgraphs = ReadonlyMap<string, Subgraph>;

type Urls = Pick<GatewayConfig, 'authUrl' | 'filesUrl' | 'subgraphUrls'>;

/**
 * Says where each subgraph answers: AUTH_URL and FILES_URL for ours, then SUBGRAPH_URLS, then the supergraph itself.
 * @throws StartFault naming every subgraph without a usable URL.
 */
export function placeSubgraphs(entries: readonly SubgraphEntry[], config: Urls): Subgraphs {
  const faults: string[] = [];
  const placed = entries.map((entry): [string, Subgraph] => {
    const own = ownUrl(entry.name, config);
    if (own !== null) return [entry.name, ownSubgraph(entry.name, own)];
    const url = usableUrl(config.subgraphUrls[entry.name] ?? entry.url);
    if (url === null) faults.push(`${entry.name} (set ${variableFor(entry.name)})`);
    const service = { name: entry.name, url: url ?? new URL('http://unknown.invalid') };
    return [entry.name, { service, path: '', isOwn: false }];
  });
  if (faults.length > 0) {
    throw new StartFault(`The supergraph gives no usable URL for: ${faults.join(', ')}.`);
  }
  return new Map(placed);
}

function ownUrl(name: string, { authUrl, filesUrl }: Urls): string | null {
  return name === 'auth' ? authUrl : name === 'files' ? filesUrl : null;
}

function ownSubgraph(name: string, url: string): Subgraph {
  const bound = name === 'auth' ? { changes: new Bound(MAX_SIGN_INS_UNDER_WAY) } : {};
  return { service: { name, url: new URL(url), ...bound }, path: '/graphql', isOwn: true };
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
