import { startMetrics, startTracing } from '../platform/seeing';
import { listen, type Log, type Running } from '../platform/service';
import { createApp } from './app';
import type { GatewayConfig } from './config';
import type { InProcessDoors } from './subgraphs/Upstream';

/** The longest one request may take to arrive: a file of 200 MB over a slow line. Short bodies: http/bodyDeadline. */
const LONGEST_UPLOAD_MS = 60 * 60_000;

/** Less than the 16 KiB that services take, as what goes on to them gets headers of the gateway's own besides. */
const MAX_HEADER_BYTES = 15 * 1_024;

/** A gateway that listens. */
export interface RunningGateway extends Running {
  /** Looks now whether the supergraph has changed. */
  reload(): Promise<void>;
}

/**
 * Starts the gateway; resolves once it listens, whether or not the subgraphs are up. GraphQL for an origin that `doors`
 * has stays in the process.
 */
export async function startGateway(
  config: GatewayConfig,
  log: Log,
  doors?: InProcessDoors,
): Promise<RunningGateway> {
  const traces = await startTracing('gateway', config.tracing, log);
  const metrics = await startMetrics('gateway', config.metrics, log);
  const app = await createApp({ config, log, doors });
  const server = await listen(app.http, {
    port: config.port,
    host: config.host,
    service: 'gateway',
    requestTimeoutMs: LONGEST_UPLOAD_MS,
    maxHeaderBytes: MAX_HEADER_BYTES,
  });
  log.info({ host: config.host, port: server.port }, 'listening');
  return {
    ...server,
    reload: () => app.reload(),
    async close(graceMs) {
      app.drain();
      await server.close(graceMs);
      await app.close();
      await metrics?.close();
      await traces?.close();
    },
  };
}
