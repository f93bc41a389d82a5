/**
 * `npm run files:reconcile [-- --fix]`: with the environment of the files service where it is given, and otherwise on
 * the embedded servers of an `npm start` that is running.
 */
import { createLog, runOnce } from '../../platform/service';
import { readConfig as readFilesConfig } from '../../subgraphs/files/config';
import { readFix, reconcileFiles } from '../../subgraphs/files/reconcile';
import { readConfig, silenceSdkAnnouncement } from './config';
import { embeddedAddresses } from './embedded';
import { keepSecrets } from './secrets';

runOnce(async () => {
  silenceSdkAnnouncement();
  const fix = readFix(process.argv.slice(2));
  const config = readConfig();
  const secrets = keepSecrets(config.dataFolder);
  const addresses = embeddedAddresses(config, secrets);
  const files = readFilesConfig({
    AUTH_URL: 'http://127.0.0.1/unused',
    SERVICE_SECRET: secrets.serviceSecret,
    ...config.env,
    ...addresses.env,
  });
  const credentials = addresses.s3Credentials === null ? {} : { credentials: addresses.s3Credentials };
  const left = await reconcileFiles(
    { ...files, s3: { ...files.s3, ...credentials } },
    createLog('files', 'error'),
    { fix, print: (text) => process.stdout.write(text) },
  );
  process.exitCode = left === 0 ? 0 : 2;
});
