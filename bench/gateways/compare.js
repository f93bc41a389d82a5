import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { CONNECTIONS, isTarget, ROUNDS, SECONDS } from '../settings.js';
import { fetchInTime } from './deadline.js';
import { startProcess } from './processes.js';
import { fetchesFor } from './queries.js';
import { TARGETS } from './targets.js';

const WARM_UP_SECONDS = Math.min(1.5, SECONDS);
const SUPERGRAPH = fileURLToPath(new URL('../../dist/schema/supergraph.graphql', import.meta.url));

/**
 * Puts every gateway before the same subgraphs, sees that all answer the same, and measures them in turns: each round
 * asks each query of each. The answer is a list of {target, query, rate, p50, p99, cpuMicros, rssBytes}.
 */
export async function compare({
  urls,
  me,
  headers = {},
  stores,
  folder,
  queries,
  rounds = ROUNDS,
  targets = Object.keys(TARGETS),
}) {
  const plans = Object.entries(queries).map(([name, query]) => {
    const bodies = fetchesFor(name, query, me);
    return {
      request: JSON.stringify(query.body),
      fetches: query.fetches.map((subgraph, index) => [subgraph, JSON.stringify(bodies[index])]),
    };
  });
  const load = await startProcess('load.js', {});
  const running = [];
  const measured = [];
  try {
    for (const name of targets.filter(
      (target) => isTarget(target) && (stores !== undefined || !TARGETS[target].needsStores),
    )) {
      const { script, options } = TARGETS[name];
      running.push({
        name,
        process: await startProcess(script, {
          urls,
          plans,
          supergraphPath: SUPERGRAPH,
          stores,
          folder,
          ...options,
        }),
      });
    }
    const run = (target, { body, connections = CONNECTIONS }, seconds) =>
      load.ask(
        { url: target.process.started, body: JSON.stringify(body), headers, connections, seconds },
        seconds,
        target.name,
      );

    for (const [name, query] of Object.entries(queries)) await checkAnswers(running, name, query, headers);
    for (const target of running) {
      for (const query of Object.values(queries)) await run(target, query, WARM_UP_SECONDS);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, query] of Object.entries(queries)) {
        // Whoever comes first has no advantage of it in the end.
        for (const target of [
          ...running.slice(round % running.length),
          ...running.slice(0, round % running.length),
        ]) {
          const before = await target.process.usage();
          const { requests, bad, badOne, seconds, p50, p99 } = await run(target, query, SECONDS);
          const after = await target.process.usage();
          if (bad > 0) console.log(`${target.name} answered ${bad} of ${requests} ${name} badly: ${badOne}`);
          const cpuMicros = (after.cpuMicros - before.cpuMicros) / requests;
          measured.push({
            target: target.name,
            query: name,
            rate: (requests - bad) / seconds,
            bad,
            p50,
            p99,
            cpuMicros,
            rssBytes: after.rssBytes,
          });
        }
      }
      process.stdout.write(`  round ${round + 1} of ${rounds}\n`);
    }
  } finally {
    await Promise.all([load, ...running.map(({ process }) => process)].map((each) => each.close()));
  }
  return measured;
}

/** A gateway that answers something else, or an error, is not compared by its speed. */
async function checkAnswers(running, name, { body }, headers) {
  let expected;
  for (const target of running) {
    // Several times: what comes later may be answered in another way than what came first.
    for (let time = 0; time < 5; time += 1) {
      const { ok, text } = await fetchInTime(target.process.started, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      const { data, errors } = JSON.parse(text);
      if (!ok || errors !== undefined) throw new Error(`${target.name} answers ${name} with ${text}`);
      if (target.name === 'proxy' || name === 'login') break;
      expected ??= data;
      // Two gateways may ask for download URLs at different times.
      if (name !== 'URLs' && !isDeepStrictEqual(data, expected)) {
        throw new Error(`${target.name} answers ${name} otherwise than the others: ${text.slice(0, 500)}`);
      }
    }
  }
}
