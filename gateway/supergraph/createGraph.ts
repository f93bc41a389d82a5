import type { Log, Readiness } from '../../platform/service';
import type { GatewayConfig } from '../config';
import { createGraphqlDoor } from '../graphql/graphqlDoor';
import type { KnownDoor } from '../graphql/known/KnownDoor';
import type { RateLimits } from '../limits/RateLimits';
import type { SignIns } from '../limits/SignIns';
import type { PersistedOperations } from '../persisted/PersistedOperations';
import { createReadinessCheck } from '../subgraphs/readiness';
import type { Service, Upstream } from '../subgraphs/Upstream';
import type { Graph } from './LiveGraph';
import { placeSubgraphs, type Subgraphs } from './subgraphUrls';
import { Supergraph } from './Supergraph';

/** What the gateway makes of a supergraph. */
export interface GatewayGraph extends Graph {
  readonly subgraphs: Subgraphs;
  /** Answers operations that are known. */
  readonly known: KnownDoor;
  /** Our own services, as far as they are part of it. */
  readonly own: readonly Service[];
  /** Which of its subgraphs are ready to serve; answers within about a second. */
  checkReadiness(): Promise<Readiness>;
}

/** What a graph stands on, whatever the supergraph is. */
export interface GraphOptions {
  readonly config: GatewayConfig;
  readonly log: Log;
  readonly upstream: Upstream;
  readonly rates: RateLimits;
  readonly signIns: SignIns;
  readonly persisted: PersistedOperations;
}

/**
 * Builds all that answers for a supergraph; `previous` is what it replaces.
 * @throws when it cannot be served; the message says why.
 */
export async function createGraph(
  sdl: string,
  previous: GatewayGraph | null,
  options: GraphOptions,
): Promise<GatewayGraph> {
  const supergraph = new Supergraph(sdl);
  const subgraphs = placeSubgraphs(supergraph.subgraphs, {
    ...options,
    previous: previous?.subgraphs ?? null,
  });
  const door = await createGraphqlDoor({ ...options, supergraph, subgraphs });
  return {
    router: door.router,
    known: door.known,
    subgraphs,
    names: [...subgraphs.keys()],
    own: [...subgraphs.values()].filter(({ isOwn }) => isOwn).map(({ service }) => service),
    checkReadiness: createReadinessCheck(options.upstream, [...subgraphs.values()], options.log),
    close: () => door.close(),
  };
}
