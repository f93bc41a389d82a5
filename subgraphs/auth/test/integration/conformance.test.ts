import { auditServer } from 'graphql-http';
import { startTestApp } from '../startTestApp';

it('G01 conforms to GraphQL over HTTP but for what Apollo decided otherwise', async () => {
  const app = await startTestApp();
  const results = await auditServer({ url: `${app.url}/graphql` });
  await app.close();
  expect(results).toHaveLength(61);
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(failed.map(({ id, status }) => `${status} ${id}`).sort()).toEqual([
    // GET without a header that forces a preflight is refused as a possible CSRF.
    'notice 5A70',
    'notice 6A70',
    'notice D6D5',
    // Apollo answers 400 to requests that cannot be run, whichever JSON type the client accepts.
    'warn 572B',
    'warn 7B9B',
    'warn FDE2',
  ]);
});
