/** Our own services as processes of their own, in local mode, where a subgraph lets every gateway in. */
import { join } from 'node:path';
import { load, require } from '../product.js';
import { serve } from './child.js';
import { KEYS, S3, SECRETS } from './realSettings.js';

const { createLog } = load('platform/service/index');

const STARTS = {
  /** MongoDB and S3, embedded. */
  async stores({ folder }) {
    const { startMongo } = load('local/mongo/index');
    const { startS3 } = load('local/s3/index');
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
    const config = load('subgraphs/auth/config').readConfig(
      { ...SECRETS, ...stores, PORT: '0', ADDRESS_ATTEMPTS: '1000000000' },
      true,
    );
    const { url } = await load('subgraphs/auth/start').startAuth(
      { ...config, serviceSecret: null },
      createLog('auth', config.logLevel),
    );
    return url;
  },
  async files({ stores, auth }) {
    const config = load('subgraphs/files/config').readConfig({
      ...SECRETS,
      ...S3,
      ...stores,
      PORT: '0',
      AUTH_URL: auth,
    });
    const { url } = await load('subgraphs/files/start').startFiles(
      { ...config, s3: { ...config.s3, credentials: KEYS }, serviceSecret: null },
      createLog('files', config.logLevel),
    );
    return url;
  },
};

serve((options) => STARTS[options.service](options));
