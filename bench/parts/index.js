import { markdownTable } from '../report/tables.js';
import { timeLogins } from './login.js';
import { timePages } from './pages.js';
import { timeSigning } from './signing.js';
import { timeTokens } from './tokens.js';

const digits = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const withRatio = (rows) => rows.map(([name, value, ratio]) => [name, digits(value), digits(ratio)]);

/** The parts by themselves, each against the least that could do its work, as Markdown. */
export async function measureParts() {
  console.log('Parts by themselves');
  return [
    ['A page of 100 download URLs', markdownTable(['', 'µs', 'ratio'], withRatio(await timeSigning()))],
    ['Verifying an access token', markdownTable(['', 'µs', 'ratio'], withRatio(await timeTokens()))],
    ['Logins', markdownTable(['', 'per second', 'ratio'], withRatio(await timeLogins()))],
    [
      'A page of 100 files, by how many there are',
      markdownTable(
        ['files', 'first page, µs', 'page in the middle, µs'],
        (await timePages()).map(([size, first, middle]) => [size, digits(first), digits(middle)]),
      ),
    ],
  ]
    .map(([title, table]) => `**${title}**\n\n${table}`)
    .join('\n\n');
}
