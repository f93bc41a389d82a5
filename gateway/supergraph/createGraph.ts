import type { Log, Readiness } from '../../platform/service';
import type { GatewayConfig } from '../config';
import { createGraphqlDoor } from '../graphql/graphqlDoor';
import { createReadinessCheck } from '../subgraphs/readiness';
import type { Service, Upstream } from '../subgraphs/Upstream';
import type { Graph } from './LiveGraph';
import { placeSubgraphs } from './subgraphUrls';
import { Supergraph } from './Supergraph';

/** What the gateway makes of a supergraph. */
export interface GatewayGraph extends Graph {
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
}

/** Builds all that answers for a supergraph. @throws when it cannot be served; the message says why. */
export async function createGraph(sdl: string, options: GraphOptions): Promise<GatewayGraph> {
  const supergraph = new Supergraph(sdl);
  const subgraphs = placeSubgraphs(supergraph.subgraphs, options.config);
  const door = await createGraphqlDoor({ ...options, supergraph, subgraphs });
  return {
    router: door.router,
    names: [...subgraphs.keys()],
    own: [...subgraphs.values()].filter(({ isOwn }) => isOwn).map(({ service }) => service),
    checkReadiness: createReadinessCheck(options.upstream, [...subgraphs.values()]),
    close: () => door.close(),
  };
}
