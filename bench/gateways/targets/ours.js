/** Our gateway as it runs in production, its log going to standard output. */
import { load } from '../../product.js';
import { serve } from '../child.js';
import { UNLIMITED } from '../realSettings.js';

const { readConfig, startGateway, createLog } = load('gateway');

serve(async ({ urls, each }) => {
  const config = readConfig({
    ...process.env,
    PORT: '0',
    AUTH_URL: urls.auth,
    FILES_URL: urls.files,
    ...UNLIMITED,
    SUBGRAPH_MERGE_FETCHES: each === true ? 'false' : 'true',
    SERVICE_SECRET: 'a secret that is only used while measuring',
  });
  const { url } = await startGateway(config, createLog('gateway', config.logLevel));
  return `${url}/graphql`;
});
