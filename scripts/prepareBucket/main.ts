/** Makes the bucket that Cloakroom keeps its objects in: `node dist/scripts/prepareBucket/main.js`. */
import { S3Client } from '@aws-sdk/client-s3';
import { runOnce } from '../../platform/service';
import { readConfig } from './config';
import { prepareBucket } from './prepareBucket';

runOnce(async () => {
  const config = readConfig();
  const s3 = new S3Client({
    region: config.region,
    forcePathStyle: config.forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
  });
  await prepareBucket(s3, config);
  return `The bucket ${config.bucket} is ready.`;
});
