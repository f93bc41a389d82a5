/**
 * `npm run start:servers`: the embedded MongoDB and S3 alone, for running auth, files and gateway as processes of
 * their own without real servers. Prints the variables that these need, one NAME=value a line.
 */
import { createLog, runProcess } from '../../platform/service';
import { readConfig, silenceSdkAnnouncement } from './config';
import { startEmbedded } from './embedded';
import { keepSecrets } from './secrets';

silenceSdkAnnouncement();
runProcess(async () => {
  const config = readConfig();
  const embedded = await startEmbedded(config, keepSecrets(config.dataFolder));
  const variables: Record<string, string> = { ...embedded.env };
  if (embedded.s3Credentials !== null) {
    variables.AWS_ACCESS_KEY_ID = embedded.s3Credentials.accessKeyId;
    variables.AWS_SECRET_ACCESS_KEY = embedded.s3Credentials.secretAccessKey;
  }
  for (const [name, value] of Object.entries(variables)) process.stdout.write(`${name}=${value}\n`);
  process.stdout.write('READY\n');
  return { service: embedded, log: createLog('servers', 'info') };
});
