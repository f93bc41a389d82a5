import { createLog, runProcess } from '../../platform/service';
import { readConfig } from './config';
import { startFiles } from './start';

runProcess(async () => {
  const config = readConfig();
  const log = createLog('files', config.logLevel);
  return { service: await startFiles(config, log), log };
});
