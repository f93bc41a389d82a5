import type { Readiness } from '../../platform/service';
import type { Service, Upstream } from './Upstream';

const DEADLINE_MS = 1_000;
const MAX_BYTES = 10_000;

/** Makes the check which subgraphs are ready. Callers at the same moment share one round of questions. */
export function createReadinessCheck(
  upstream: Upstream,
  services: readonly Service[],
): () => Promise<Readiness> {
  let asking: Promise<Readiness> | null = null;
  return () => {
    asking ??= askAll(upstream, services).finally(() => {
      asking = null;
    });
    return asking;
  };
}

async function askAll(upstream: Upstream, services: readonly Service[]): Promise<Readiness> {
  const answers = services.map(async (service): Promise<[string, boolean]> => {
    const reply = upstream.call(service, {
      method: 'GET',
      path: '/health/ready',
      headers: { accept: 'application/json' },
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      mayRepeat: true,
    });
    // Why a subgraph is not ready is told by its own log.
    const isReady = await reply.then(
      ({ status }) => status === 200,
      () => false,
    );
    return [service.name, isReady];
  });
  return Object.fromEntries(await Promise.all(answers));
}
