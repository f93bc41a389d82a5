/** The embedded servers against the least that could do their work: `npm run bench:local`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONCURRENCY, OPERATIONS } from './load.js';
import { benchMongo } from './mongo.js';
import { benchS3 } from './s3.js';

const MIB = 1024 * 1024;
const show = (name, value) =>
  name === 'memory' || name.endsWith('large')
    ? `${(value / MIB).toFixed(0)} MiB${name === 'memory' ? '' : '/s'}`
    : `${value.toFixed(0)}/s`;

function print(title, bareName, { embedded, bare }) {
  console.log(
    `\n${title.padEnd(16)}${'embedded'.padStart(14)}${bareName.padStart(20)}${'ratio'.padStart(8)}`,
  );
  for (const [name, value] of Object.entries(embedded)) {
    const other = bare[name];
    // Of speeds the slower one, of memory the larger one makes the ratio exceed 1.
    const ratio = other === undefined ? '' : (name === 'memory' ? value / other : other / value).toFixed(1);
    console.log(
      name.padEnd(16) +
        show(name, value).padStart(14) +
        (other === undefined ? '' : show(name, other)).padStart(20) +
        ratio.padStart(8),
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), 'cloakroom-bench-'));
try {
  console.log(`Node ${process.versions.node}, ${OPERATIONS} operations of each kind, ${CONCURRENCY} at once`);
  print('local/mongo', 'lmdb directly', await benchMongo(folder));
  print('local/s3', 'node:http files', await benchS3(folder));
} finally {
  await rm(folder, { recursive: true, force: true });
}
