import { TARGETS } from '../gateways/targets.js';

const MIB = 1024 * 1024;
const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)}x`;
const compared = ({ target }, ours, value) => (target === ours || value === undefined ? '' : times(value));

/** The comparison of gateways as Markdown: a table for each query, with ours over each of the others. */
export function gatewayTables(summary, queries) {
  return Object.entries(queries)
    .filter(([name]) => summary.some(({ query }) => query === name))
    .map(([name, { title }]) => {
      const lines = summary.filter(({ query }) => query === name);
      const rows = lines.map((line) => [
        line.bad === 0
          ? TARGETS[line.target].title
          : `${TARGETS[line.target].title}, ${line.bad} bad answers`,
        line.rate.toFixed(0),
        line.p50.toFixed(1),
        line.p99.toFixed(1),
        line.cpuMicros.toFixed(0),
        (line.rssBytes / MIB).toFixed(0),
        compared(line, 'ours', line.oursTimesRate),
        compared(line, 'ours', line.oursTimesCpu),
        compared(line, 'oursEach', line.eachTimesRate),
        compared(line, 'oursEach', line.eachTimesCpu),
      ]);
      const heads = [
        'requests/s',
        'p50 ms',
        'p99 ms',
        'CPU µs/request',
        'memory MiB',
        'ours: throughput',
        'ours: CPU',
        'not merged: throughput',
        'not merged: CPU',
      ];
      return `**${name}**, ${title}\n\n${markdownTable(['', ...heads], rows)}`;
    })
    .join('\n\n');
}

/** A table in Markdown, numbers to the right, as wide as it has to be, so that a terminal shows it as well. */
export function markdownTable(heads, rows) {
  const widths = heads.map((head, column) =>
    Math.max(head.length, 3, ...rows.map((row) => String(row[column]).length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, column) => (column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
