/** The commands of auth on the data of `npm start`, whether that is running or not: `npm run admin:grant -- <e-mail>`. */
import { createLog, runOnce } from '../../platform/service';
import { runCommand } from '../../subgraphs/auth/commands';
import { readConfig as readAuthConfig } from '../../subgraphs/auth/config';
import { readConfig } from './config';
import { withEmbeddedMongo } from './embedded';
import { keepSecrets } from './secrets';

runOnce(async () => {
  const { dataFolder, mongodbUri, env } = readConfig();
  const { passwordPepper, serviceSecret } = keepSecrets(dataFolder);
  const secrets = { PASSWORD_PEPPER: passwordPepper, SERVICE_SECRET: serviceSecret };
  const log = createLog('auth', env.LOG_LEVEL ?? 'warn', process.stderr);
  const run = (uri: string): Promise<string> =>
    runCommand(readAuthConfig({ ...secrets, ...env, MONGODB_URI: uri }), process.argv.slice(2), log);
  return mongodbUri === null ? withEmbeddedMongo(dataFolder, run) : run(mongodbUri);
});
