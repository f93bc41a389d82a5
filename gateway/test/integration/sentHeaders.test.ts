import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

describe.each([
  ['over its port', false],
  ['in the same process', true],
])('a subgraph that is called %s', (_where, isInProcess) => {
  let auth: FakeService;
  let gateway: TestGateway;

  beforeAll(async () => {
    auth = await fakeSubgraph('auth', { Query: { me: () => null } });
    const doors = new Map(isInProcess ? [[auth.url, auth.inProcess]] : []);
    gateway = await startTestGateway({ authUrl: auth.url, filesUrl: auth.url }, {}, doors);
  });
  afterAll(() => Promise.all([gateway.close(), auth.close()]));

  it('F05 is sent only the allowed headers', async () => {
    await gateway.post(
      { query: '{ me { id } }' },
      {
        authorization: 'Bearer x',
        cookie: 'session=1',
        'x-user-id': 'u2',
        'x-gateway-auth': 'yes',
        'x-cloakroom-gateway': 'forged',
        'x-cloakroom-client-address': '203.0.113.9',
        'user-agent': 'curl/8.0',
        'x-forwarded-for': '10.0.0.1',
        'accept-language': 'de',
        'x-request-id': 'my-id',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        tracestate: 'a=b',
      },
    );
    const { headers } = auth.seen[0]!;
    expect(Object.keys(headers).sort()).toEqual(
      [
        ...['accept', 'authorization', 'connection', 'content-length', 'content-type', 'host'],
        ...['traceparent', 'tracestate', 'x-cloakroom-gateway', 'x-request-id'],
        ...['x-cloakroom-client-address', 'x-cloakroom-client-agent'],
      ].sort(),
    );
    expect(headers['x-request-id']).toBe('my-id');
    expect(headers['x-cloakroom-gateway']).toMatch(/^eyJ/);
    expect(headers['x-cloakroom-client-address']).toBe('127.0.0.1');
    expect(headers['x-cloakroom-client-agent']).toBe('curl/8.0');
  });

  it('G10 takes no more headers of a client than the subgraph does, with those of the gateway besides', async () => {
    const statuses = new Set<number>();
    for (let length = 14_000; length < 16_500; length += 100) {
      const { status } = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${'x'.repeat(length)}`,
          'user-agent': 'u'.repeat(300),
          'x-request-id': 'i'.repeat(128),
        },
        body: '{"query":"{ me { id } }"}',
      });
      statuses.add(status);
    }
    expect([...statuses]).toEqual([200, 431]);
  });
});
