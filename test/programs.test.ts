import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

it('says which Node it needs, rather than failing on an old one', () => {
  const pretend = 'Object.defineProperty(process, "version", { value: "v18.20.8" })';
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${pretend}`, join(ROOT, 'scripts/build.mjs')],
    { encoding: 'utf8' },
  );
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(engines.node).toBe('>=20.19.0');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'Cloakroom needs Node 20.19 or newer; this is v18.20.8.\n',
  });
});

/** Every program that takes all it needs from its environment, and what that has to hold at least. */
it.each([
  ['gateway/main.js', ['AUTH_URL', 'FILES_URL', 'SERVICE_SECRET']],
  ['subgraphs/auth/main.js', ['MONGODB_URI', 'PASSWORD_PEPPER', 'SERVICE_SECRET']],
  ['subgraphs/auth/commandMain.js', ['MONGODB_URI', 'PASSWORD_PEPPER', 'SERVICE_SECRET']],
  ['subgraphs/files/main.js', ['MONGODB_URI', 'S3_BUCKET', 'AUTH_URL', 'SERVICE_SECRET']],
  ['subgraphs/files/reconcileMain.js', ['MONGODB_URI', 'S3_BUCKET', 'AUTH_URL', 'SERVICE_SECRET']],
  ['scripts/prepareBucket/main.js', ['S3_BUCKET']],
])('L04 %s says which variables are missing, and nothing else', (program, names) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, program)], {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    encoding: 'utf8',
  });
  const faults = names.map((name) => `  - ${name} is missing`);
  expect(stderr.trimEnd().split('\n')).toEqual([
    `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:`,
    ...faults,
  ]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
