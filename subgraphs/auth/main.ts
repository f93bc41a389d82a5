import { createLog, runProcess } from '../../platform/service';
import { readConfig } from './config';
import { startAuth } from './start';

runProcess(async () => {
  const config = readConfig();
  const log = createLog('auth', config.logLevel);
  return { service: await startAuth(config, log), log };
});
