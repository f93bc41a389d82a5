import { createLog, runProcess } from '../platform/service';
import { readConfig } from './config';
import { startGateway } from './start';

runProcess(async () => {
  const config = readConfig();
  const log = createLog('gateway', config.logLevel);
  const service = await startGateway(config, log);
  process.on('SIGHUP', () => void service.reload());
  return { service, log };
});
