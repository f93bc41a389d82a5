/** What an operator does from a terminal: `node dist/subgraphs/auth/commandMain.js admin:grant ada@example.com`. */
import { createLog, runOnce } from '../../platform/service';
import { runCommand } from './commands';
import { readConfig } from './config';

runOnce(async () => {
  const config = readConfig();
  return runCommand(config, process.argv.slice(2), createLog('auth', config.logLevel, process.stderr));
});
