/** Our own services as processes of their own, in local mode, where a subgraph lets every gateway in. */
import { join } from 'node:path';
import { load, require } from '../product.js';
import { serve } from './child.js';
import { KEYS, S3, SECRETS } from './realSettings.js';

const { createLog, startMongo, startS3, readAuthConfig, startAuth, readFilesConfig, startFiles } =
  load('services');

const STARTS = {
  /** MongoDB and S3, embedded. */
  async stores({ folder }) {
    const { CreateBucketCommand, S3Client } = require('@aws-sdk/client-s3');
    const mongo = await startMongo({ dataFolder: join(folder, 'mongo') });
    const s3 = await startS3({ dataFolder: join(folder, 's3'), region: S3.S3_REGION, ...KEYS });
    const client = new S3Client({
      endpoint: s3.endpoint,
      region: S3.S3_REGION,
      forcePathStyle: true,
      credentials: KEYS,
    });
    await client.send(new CreateBucketCommand({ Bucket: S3.S3_BUCKET }));
    client.destroy();
    return { MONGODB_URI: mongo.uri, S3_ENDPOINT: s3.endpoint, S3_PUBLIC_ENDPOINT: s3.endpoint };
  },
  async auth({ stores }) {
    const config = readAuthConfig({ ...SECRETS, ...stores, PORT: '0', ADDRESS_ATTEMPTS: '1000000000' }, true);
    const { url } = await startAuth({ ...config, serviceSecret: null }, createLog('auth', config.logLevel));
    return url;
  },
  async files({ stores, auth }) {
    const config = readFilesConfig({
      ...SECRETS,
      ...S3,
      ...stores,
      PORT: '0',
      AUTH_URL: auth,
    });
    const { url } = await startFiles(
      { ...config, s3: { ...config.s3, credentials: KEYS }, serviceSecret: null },
      createLog('files', config.logLevel),
    );
    return url;
  },
};

serve((options) => STARTS[options.service](options));
