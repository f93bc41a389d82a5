import type { Readiness } from '../../platform/service';
import type { Subgraph } from '../supergraph/subgraphUrls';
import type { Call, Upstream } from './Upstream';

const DEADLINE_MS = 1_000;
const MAX_BYTES = 10_000;

/** What a subgraph of somebody else's answers without doing anything. */
const SMALLEST_QUERY = JSON.stringify({ query: '{__typename}' });

/**
 * Makes the check which subgraphs are ready: ours say so themselves, any other has to answer `{__typename}`. Callers at
 * the same moment share one round of questions.
 */
export function createReadinessCheck(
  upstream: Upstream,
  subgraphs: readonly Subgraph[],
): () => Promise<Readiness> {
  let asking: Promise<Readiness> | null = null;
  return () => {
    asking ??= askAll(upstream, subgraphs).finally(() => {
      asking = null;
    });
    return asking;
  };
}

async function askAll(upstream: Upstream, subgraphs: readonly Subgraph[]): Promise<Readiness> {
  const answers = subgraphs.map(async (subgraph): Promise<[string, boolean]> => {
    // Why a subgraph is not ready is told by its own log.
    const isReady = await upstream.call(subgraph.service, questionFor(subgraph)).then(
      ({ status }) => status === 200,
      () => false,
    );
    // Who was told that we are ready must not meet a circuit that is still open.
    if (isReady) subgraph.gate.circuit.answered();
    return [subgraph.service.name, isReady];
  });
  return Object.fromEntries(await Promise.all(answers));
}

function questionFor({ path, isOwn }: Subgraph): Call {
  const bounds = { deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES, mayRepeat: true };
  if (isOwn) {
    return { method: 'GET', path: '/health/ready', headers: ['accept', 'application/json'], ...bounds };
  }
  const headers = ['accept', 'application/json', 'content-type', 'application/json'];
  return { method: 'POST', path, headers, body: SMALLEST_QUERY, ...bounds };
}
