import { setImmediate as turn } from 'node:timers/promises';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

let auth: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  const me = { __typename: 'User', id: 'u1', name: 'Ada' };
  auth = await fakeSubgraph('auth', { Query: { me: () => me } });
  gateway = await startTestGateway(
    { authUrl: auth.url, filesUrl: 'http://127.0.0.1:9' },
    { metrics: { host: '127.0.0.1', port: 0 } },
  );
});
afterAll(() => Promise.all([gateway.close(), auth.close()]));

const origin = () => {
  const { metricsPort } = gateway.logged().find((line) => 'metricsPort' in line)!;
  return `http://127.0.0.1:${String(metricsPort)}`;
};

/** The value of one line of /metrics by its name and labels, without the service. */
async function scrape(): Promise<Map<string, number>> {
  await turn();
  const response = await fetch(`${origin()}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, series, value] = /^(.*) (\S+)$/.exec(line)!;
      expect(series).toContain('service="gateway"');
      return [series!.replace(/,?service="gateway",?/, ''), Number(value)];
    }),
  );
}

const ME = 'query Me { me { id name } }';

it('counts operations by name, type and outcome, and how long they took', async () => {
  for (let round = 0; round < 4; round += 1) await gateway.post({ query: ME });
  const seen = await scrape();
  expect(seen.get('cloakroom_operations_total{operation="other",type="query",outcome="ok"}')).toBe(1);
  expect(seen.get('cloakroom_operations_total{operation="Me",type="query",outcome="ok"}')).toBe(3);
  expect(seen.get('cloakroom_operation_duration_seconds_count{type="query",outcome="ok"}')).toBe(4);
});

it('counts what was known and what the general executor did, and why', async () => {
  const seen = await scrape();
  expect(seen.get('cloakroom_gateway_known_operations_lookups_total{result="hit"}')).toBe(3);
  expect(seen.get('cloakroom_gateway_known_operations_lookups_total{result="miss"}')).toBe(1);
  expect(seen.get('cloakroom_gateway_known_operations{}')).toBe(1);
  expect(seen.get('cloakroom_gateway_general_executions_total{reason="first execution"}')).toBe(1);
});

it('counts calls to each subgraph by outcome, and errors by code', async () => {
  await gateway.post({ query: '{ me { id files { totalCount } } }' });
  await gateway.post({ query: '{ nothing }' });
  const seen = await scrape();
  const calls = 'cloakroom_gateway_fetch_duration_seconds_count';
  expect(seen.get(`${calls}{subgraph="auth",outcome="ok"}`)).toBe(5);
  expect(seen.get(`${calls}{subgraph="files",outcome="SERVICE_UNAVAILABLE"}`)).toBe(1);
  expect(seen.get('cloakroom_gateway_fetches_under_way{subgraph="files"}')).toBe(0);
  expect(seen.get('cloakroom_gateway_circuit_open{subgraph="auth"}')).toBe(0);
  expect(seen.get('cloakroom_errors_total{code="SERVICE_UNAVAILABLE"}')).toBe(1);
  expect(seen.get('cloakroom_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(seen.get('cloakroom_operations_total{operation="other",type="unknown",outcome="refused"}')).toBe(1);
});

it('counts REST requests by route, and what they ask of services as calls', async () => {
  const calls = 'cloakroom_gateway_fetch_duration_seconds_count{subgraph="auth",outcome="ok"}';
  const before = (await scrape()).get(calls)!;
  auth.answer = (_request, response) => void response.setHeader('content-type', 'application/json').end('{}');
  for (let round = 0; round < 2; round += 1)
    await (await fetch(`${gateway.url}/login`, { method: 'POST' })).arrayBuffer();
  auth.answer = null;
  const seen = await scrape();
  expect(seen.get('cloakroom_operations_total{operation="POST /login",type="rest",outcome="ok"}')).toBe(1);
  expect(seen.get(calls)).toBe(before + 2);
});

it('shows the delay of the event loop and the memory', async () => {
  const seen = await scrape();
  expect(seen.get('nodejs_eventloop_lag_p99_seconds{}')).toBeGreaterThan(0);
  expect(seen.get('process_resident_memory_bytes{}')).toBeGreaterThan(0);
});

it('gives names that clients make up no series of their own', async () => {
  const series = async () =>
    [...(await scrape()).keys()].filter((name) => name.startsWith('cloakroom_operations_total'));
  await gateway.post({ query: '{ __typename }' });
  const before = await series();
  for (let round = 0; round < 300; round += 1)
    await gateway.post({ query: `query Made${round} { __typename }` });
  expect(await series()).toEqual(before);
});

it('has no metrics at the port of the API, and nothing else at that of the metrics', async () => {
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  expect((await fetch(`${origin()}/graphql`)).status).toBe(404);
});
