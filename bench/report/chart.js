import { TARGETS } from '../gateways/targets.js';

const COLOURS = {
  ours: '#1b7f5c',
  oursEach: '#57b894',
  apollo: '#b0413e',
  hive: '#d18b2c',
  hiveEach: '#e3b878',
  mercurius: '#3d6fb6',
  mercuriusJit: '#7fa3d6',
  proxy: '#8a8f98',
};
const WIDTH = 1040;
const LABELS = 330;
const BARS = 330;
const ROW = 22;
const escape = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Throughput and CPU time of each gateway for each query, as an SVG of bars. */
export function chart(summary, queries, caption) {
  const parts = [];
  let y = 60;
  for (const [name, { title }] of Object.entries(queries)) {
    const lines = summary.filter(({ query }) => query === name);
    if (lines.length === 0) continue;
    parts.push(`<text x="20" y="${y}" class="title">${escape(`${name}: ${title}`)}</text>`);
    const most = {
      rate: Math.max(...lines.map(({ rate }) => rate)),
      cpu: Math.max(...lines.map(({ cpuMicros }) => cpuMicros)),
    };
    for (const { target, rate, cpuMicros } of lines) {
      y += ROW;
      parts.push(
        `<text x="${LABELS - 10}" y="${y}" class="label">${escape(TARGETS[target].title)}</text>`,
        bar(LABELS, y, rate / most.rate, COLOURS[target], rate.toFixed(0)),
        bar(LABELS + BARS + 60, y, cpuMicros / most.cpu, COLOURS[target], `${cpuMicros.toFixed(0)} µs`, 240),
      );
    }
    y += ROW * 1.8;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12">
<style>.title{font-weight:600;font-size:14px}.label{text-anchor:end}.head{fill:#555}</style>
<rect width="${WIDTH}" height="${y}" fill="#fff"/>
<text x="20" y="26" class="head">${escape(caption)}</text>
<text x="${LABELS}" y="44" class="head">requests per second (more is better)</text>
<text x="${LABELS + BARS + 60}" y="44" class="head">gateway CPU per request (less is better)</text>
${parts.join('\n')}
</svg>
`;
}

function bar(x, y, share, colour, label, width = BARS) {
  const length = Math.max(1, share * (width - 60));
  return (
    `<rect x="${x}" y="${y - 12}" width="${length.toFixed(1)}" height="16" fill="${colour}"/>` +
    `<text x="${(x + length + 6).toFixed(1)}" y="${y}">${escape(label)}</text>`
  );
}
