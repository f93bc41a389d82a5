/** Everything side by side: `npm run bench`. The result is printed and kept in results.md and results.svg. */
import { writeFileSync } from 'node:fs';
import { compare } from './gateways/compare.js';
import { startProcess } from './gateways/processes.js';
import { queriesFor } from './gateways/queries.js';
import { startRealSubgraphs } from './gateways/realSubgraphs.js';
import { measureParts } from './parts/index.js';
import { chart } from './report/chart.js';
import { describeMachine } from './report/machine.js';
import { summarize } from './report/summary.js';
import { gatewayTables } from './report/tables.js';
import { CONNECTIONS, isSection, ROUNDS, SECONDS } from './settings.js';

const startedAt = performance.now();
const machine = describeMachine();
const how = `${CONNECTIONS} connections, ${ROUNDS} interleaved rounds of ${SECONDS} s, medians`;

const { Q1, Q2, Q3 } = queriesFor();
const plainQueries = { Q1, Q2, Q3 };
const sections = [];

if (isSection('plain')) {
  console.log('Gateways before plain subgraphs');
  const plain = await startProcess('plainSubgraphs.js', {});
  const { me, token, ...urls } = plain.started;
  const headers = { authorization: `Bearer ${token}` };
  const summary = summarize(
    await compare({ urls, me, headers, queries: plainQueries }).finally(() => plain.close()),
  );
  sections.push({ title: 'Gateways before plain subgraphs', text: gatewayTables(summary, plainQueries) });
  const caption = `${machine[0]}, Node ${process.versions.node}; plain subgraphs; ${how}`;
  writeFileSync(new URL('results.svg', import.meta.url), chart(summary, plainQueries, caption));
}

if (isSection('real')) {
  console.log('Gateways before our own subgraphs');
  const real = await startRealSubgraphs();
  const { login, ...queries } = queriesFor(real);
  const measured = [];
  try {
    measured.push(...(await compare({ ...real, queries, rounds: Math.max(1, ROUNDS - 1) })));
    // Bcrypt is all there is to a login: once is enough.
    measured.push(...(await compare({ ...real, queries: { login }, rounds: 1 })));
  } finally {
    await real.close();
  }
  const text = gatewayTables(summarize(measured), { ...queries, login });
  sections.push({ title: 'Gateways before our own subgraphs', text });
}

if (isSection('parts')) sections.push({ title: 'Parts by themselves', text: await measureParts() });

const text = `# Results

${machine.map((line) => `- ${line}`).join('\n')}
- ${how}; took ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes

What each number means: [README.md](README.md).

![](results.svg)

${sections.map(({ title, text }) => `## ${title}\n\n${text}`).join('\n\n')}
`;
writeFileSync(new URL('results.md', import.meta.url), text);
console.log(text);
