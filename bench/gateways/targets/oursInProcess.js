/** Gateway, auth and files in one process, as `npm start` runs them; the stores are those of the other services. */
import { load } from '../../product.js';
import { serve } from '../child.js';
import { KEYS, S3, SECRETS, UNLIMITED } from '../realSettings.js';

const { startAll } = load('inProcess');

serve(async ({ stores, folder }) => {
  // Where the SDK looks for the keys of a bucket that is configured.
  process.env.AWS_ACCESS_KEY_ID = KEYS.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = KEYS.secretAccessKey;
  let welcome = '';
  await startAll(
    {
      port: 0,
      dataFolder: folder,
      mongodbUri: stores.MONGODB_URI,
      hasOwnS3: true,
      env: { ...SECRETS, ...S3, ...UNLIMITED, ...stores },
    },
    (text) => {
      welcome += text;
    },
  );
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(welcome);
  return `${url}/graphql`;
});
