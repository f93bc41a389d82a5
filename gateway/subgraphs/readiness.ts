import { AppError } from '../../platform/errors';
import type { Log, Readiness } from '../../platform/service';
import type { Subgraph } from '../supergraph/subgraphUrls';
import type { Reply } from './Exchange';
import type { Call, Upstream } from './Upstream';

const DEADLINE_MS = 1_000;
const MAX_BYTES = 10_000;

/** What a subgraph of somebody else's answers without doing anything. */
const SMALLEST_QUERY = JSON.stringify({ query: '{__typename}' });

/**
 * Makes the check which subgraphs are ready: ours say so themselves, any other has to answer `{__typename}`. Callers at
 * the same moment share one round of questions. The log says why one is not ready, and when it is.
 */
export function createReadinessCheck(
  upstream: Upstream,
  subgraphs: readonly Subgraph[],
  log: Log,
): () => Promise<Readiness> {
  let asking: Promise<Readiness> | null = null;
  const reasons = new Map<string, string | null>();
  const wasReady = new Set<string>();
  const ask = async (subgraph: Subgraph): Promise<[string, boolean]> => {
    const { name } = subgraph.service;
    const reason = await upstream.call(subgraph.service, questionFor(subgraph)).then(readReason, describe);
    // Who was told that we are ready must not meet a circuit that is still open.
    if (reason === null) subgraph.gate.circuit.answered();
    const before = reasons.get(name) ?? null;
    reasons.set(name, reason);
    if (reason === null) wasReady.add(name);
    // What starts together is not ready at first, which is nothing to warn of.
    const level = wasReady.has(name) ? 'warn' : 'info';
    if (reason !== null && reason !== before) log[level]({ subgraph: name, reason }, 'subgraph is not ready');
    if (reason === null && before !== null) log.info({ subgraph: name }, 'subgraph is ready');
    return [name, reason === null];
  };
  const askAll = async () => Object.fromEntries(await Promise.all(subgraphs.map(ask)));
  return () => {
    asking ??= askAll().finally(() => {
      asking = null;
    });
    return asking;
  };
}

/** What an answer says against being ready; null when there is nothing. The same for as long as nothing changes. */
function readReason({ status, text }: Reply): string | null {
  if (status === 200) return null;
  const down = [...text.matchAll(/"(\w+)":"down"/g)].map(([, name]) => name);
  return down.length === 0 ? `answered ${status}` : `answered ${status}, down: ${down.join(', ')}`;
}

/** Why there is no answer. */
function describe(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error ? cause.message : 'no answer';
}

function questionFor({ path, isOwn }: Subgraph): Call {
  const bounds = { deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES, mayRepeat: true };
  if (isOwn) {
    return { method: 'GET', path: '/health/ready', headers: ['accept', 'application/json'], ...bounds };
  }
  const headers = ['accept', 'application/json', 'content-type', 'application/json'];
  return { method: 'POST', path, headers, body: SMALLEST_QUERY, ...bounds };
}
