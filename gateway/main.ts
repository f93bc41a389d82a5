import { createLog, runProcess } from '../platform/service';
import { readConfig } from './config';
import { startGateway } from './start';

runProcess(async () => {
  const config = readConfig();
  const log = createLog('gateway', config.logLevel);
  return { service: await startGateway(config, log), log };
});
