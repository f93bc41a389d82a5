/** Everything side by side: `npm run bench`. The result is printed and kept in results.md and results.svg. */
import { writeFileSync } from 'node:fs';
import { compare } from './gateways/compare.js';
import { startProcess } from './gateways/processes.js';
import { queriesFor } from './gateways/queries.js';
import { chart } from './report/chart.js';
import { describeMachine } from './report/machine.js';
import { summarize } from './report/summary.js';
import { gatewayTables } from './report/tables.js';
import { CONNECTIONS, ROUNDS, SECONDS } from './settings.js';

const startedAt = performance.now();
const machine = describeMachine();
const how = `${CONNECTIONS} connections, ${ROUNDS} interleaved rounds of ${SECONDS} s, medians`;

console.log('Gateways before plain subgraphs');
const plain = await startProcess('plainSubgraphs.js', {});
const { me, ...urls } = plain.started;
const { Q1, Q2, Q3 } = queriesFor();
const plainQueries = { Q1, Q2, Q3 };
const headers = { authorization: `Bearer ${'x'.repeat(600)}` };
const plainSummary = summarize(await compare({ urls, me, headers, queries: plainQueries }));
await plain.close();

const text = `# Results

${machine.map((line) => `- ${line}`).join('\n')}
- ${how}; took ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes

What each number means: [README.md](README.md).

![](results.svg)

## Before plain subgraphs

${gatewayTables(plainSummary, plainQueries)}
`;
writeFileSync(new URL('results.md', import.meta.url), text);
writeFileSync(
  new URL('results.svg', import.meta.url),
  chart(plainSummary, plainQueries, `${machine[0]}, Node ${process.versions.node}; ${how}`),
);
console.log(text);
