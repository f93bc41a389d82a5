import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Log, SeeingConfig } from '../service';
import { watchBackground, watchFiles, watchHashing } from './backgroundMetrics';
import { watchGateway } from './gatewayMetrics';
import { watchOperations } from './operationMetrics';

/** The processes that have metrics. */
export type MeasuredService = 'gateway' | 'auth' | 'files';

/** Metrics that are being counted and shown. */
export interface RunningMetrics {
  /** The port, useful when 0 was asked for. */
  readonly port: number;
  close(): Promise<void>;
}

/** The metrics of one service; counted from now on until `stop`. */
export function collectMetrics(service: MeasuredService): { registry: Registry; stop: () => void } {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const stops = [watchOperations(service, registry)];
  switch (service) {
    case 'gateway':
      stops.push(watchGateway(service, registry));
      break;
    case 'auth':
      stops.push(watchBackground(service, registry), watchHashing(registry));
      break;
    case 'files':
      stops.push(watchBackground(service, registry), watchFiles(registry));
      break;
  }
  return {
    registry,
    stop() {
      for (const stop of stops) stop();
      registry.clear();
    },
  };
}

/**
 * Counts what a service does and shows it at `/metrics` of a port of its own, in Prometheus' text format. Without a
 * place nothing is counted and null comes back. Never a label that names a person, a file, an address or a token.
 */
export async function startMetrics(
  service: MeasuredService,
  place: SeeingConfig['metrics'],
  log: Log,
): Promise<RunningMetrics | null> {
  if (place === null) return null;
  const { registry, stop } = collectMetrics(service);
  const server = createServer((request, response) => {
    const isScrape = request.url === '/metrics' && (request.method === 'GET' || request.method === 'HEAD');
    if (!isScrape) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n');
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'the metrics cannot be shown');
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  log.info({ metricsPort: port }, 'metrics are shown');
  return {
    port,
    async close() {
      stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
