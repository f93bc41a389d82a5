import { auditServer } from 'graphql-http';

/**
 * Runs the audits of graphql-http against a GraphQL endpoint and expects the list of deviations that is accepted, for
 * the gateway and the subgraphs alike, and no other.
 */
export async function auditGraphqlOverHttp(url: string): Promise<void> {
  const results = await auditServer({ url });
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
}
