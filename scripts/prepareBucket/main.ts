/** Makes the bucket that Cloakroom keeps its objects in: `node dist/scripts/prepareBucket/main.js`. */
import { S3Client } from '@aws-sdk/client-s3';
import { ConfigError } from '../../platform/service';
import { readConfig } from './config';
import { prepareBucket } from './prepareBucket';

async function main(): Promise<void> {
  const config = readConfig();
  const s3 = new S3Client({
    region: config.region,
    forcePathStyle: config.forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
  });
  await prepareBucket(s3, config);
  process.stdout.write(`The bucket ${config.bucket} is ready.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
