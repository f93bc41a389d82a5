/**
 * Fails when what the generators have just written differs from what is committed; `git status` rather than
 * `git diff`, so that a new, never committed file is noticed as well.
 */
import { execFileSync } from 'node:child_process';

const GENERATED = ['schema', ':(glob)**/*.generated.ts', 'docs/errors.md'];
const status = execFileSync('git', ['status', '--porcelain', '--', ...GENERATED], { encoding: 'utf8' });
if (status !== '') {
  console.error(`Generated files are not up to date; run "npm run codegen" and commit:\n${status}`);
  console.error(execFileSync('git', ['diff', '--stat', '--', ...GENERATED], { encoding: 'utf8' }));
  process.exit(1);
}
console.log('Generated files are up to date.');
