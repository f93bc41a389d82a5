import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const DIST = join(__dirname, '../dist');

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
