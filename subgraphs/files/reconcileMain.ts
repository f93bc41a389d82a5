/** `node dist/subgraphs/files/reconcileMain.js [--fix]`, with the environment of the files service. */
import { createLog, runOnce } from '../../platform/service';
import { readConfig } from './config';
import { readFix, reconcileFiles } from './reconcile';

runOnce(async () => {
  const fix = readFix(process.argv.slice(2));
  const config = readConfig();
  const left = await reconcileFiles(config, createLog('files', config.logLevel), {
    fix,
    print: (text) => process.stdout.write(text),
  });
  process.exitCode = left === 0 ? 0 : 2;
});
