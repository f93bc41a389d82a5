import { auditGraphqlOverHttp } from '../../../../platform/graphql/test/auditGraphqlOverHttp';
import { startTestApp } from '../startTestApp';

it('G01 conforms to GraphQL over HTTP but for what Apollo decided otherwise', async () => {
  const app = await startTestApp();
  await auditGraphqlOverHttp(`${app.url}/graphql`).finally(() => app.close());
});
