import { createLog } from '../../platform/service';
import { readConfig } from './config';
import { reconcileFiles } from './reconcile';

/** `node dist/subgraphs/files/reconcileMain.js [--fix]`, with the environment of the files service. */
const config = readConfig();
reconcileFiles(config, createLog('files', config.logLevel), {
  fix: process.argv.includes('--fix'),
  print: (text) => process.stdout.write(text),
}).then(
  (left) => {
    process.exitCode = left === 0 ? 0 : 2;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
