/** Our gateway as it runs in production, its log going to standard output. */
import { load } from '../../product.js';
import { serve } from '../child.js';

const { readConfig } = load('gateway/config');
const { startGateway } = load('gateway/start');
const { createLog } = load('platform/service/index');

serve(async ({ urls }) => {
  const config = readConfig({
    ...process.env,
    PORT: '0',
    AUTH_URL: urls.auth,
    FILES_URL: urls.files,
    // All load comes from one address and one person here: spending is counted, and nobody refused.
    RATE_LIMIT_ADDRESS: '1000000000000',
    RATE_LIMIT_PERSON: '1000000000000',
    SERVICE_SECRET: 'a secret that is only used while measuring',
  });
  const { url } = await startGateway(config, createLog('gateway', config.logLevel));
  return `${url}/graphql`;
});
