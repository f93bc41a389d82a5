import { writeJson } from '../../subgraphs/SubgraphDataSource';
import { compose, FederationBed, LINK } from './federationBed';
import { startTestGateway, type TestGateway } from './testbed';

const bed = new FederationBed();
afterEach(() => bed.close());
afterAll(() => bed.remove());

/** Asks twice, as the first time is answered by other code than the second; fails when they differ. */
async function askTwice(gateway: TestGateway, query: string, variables = {}) {
  const first = await gateway.post({ query, variables });
  const second = await gateway.post({ query, variables });
  expect(second.text).toBe(first.text);
  expect(first).toMatchObject({ status: 200, errors: [] });
  return first.data!;
}

const ROOMS = {
  rooms: `${LINK}
    schema { query: Ask mutation: Do }
    type Ask { rooms(on: DateTime): [Room!]! place(id: ID!): Place things: [Thing!]! thing: Thing! }
    type Do { book(room: ID!, secret: String @inaccessible): Room! }
    scalar DateTime
    scalar Colour @specifiedBy(url: "https://example.com/colour")
    union Thing = Room | Lamp
    interface Place @key(fields: "id") { id: ID! colour: Colour }
    type Room implements Place @key(fields: "id") { id: ID! colour: Colour beds: Int @tag(name: "sleep")
      width: Int hidden: Int @inaccessible }
    type Hall implements Place @key(fields: "id") { id: ID! colour: Colour seats: Int! }
    type Lamp @shareable { watts: Float! }`,
  prices: `${LINK}
    type Query { cheapest: Place }
    type Place @key(fields: "id") @interfaceObject { id: ID! cents(year: Int = 2030): Int! }`,
  beds: `${LINK}
    type Room @key(fields: "id") {
      id: ID! beds: Int @override(from: "rooms", label: "percent(50)") width: Int @override(from: "rooms") }`,
};

it('serves a supergraph that has neither auth nor files, at the URLs it gives itself', async () => {
  const { gateway, services } = await bed.start(ROOMS);
  const { rooms } = await askTwice(
    gateway,
    '{ rooms(on: "any day") { __typename id colour beds width cents } thing { ... on Lamp { watts } ... on Room { id } } }',
  );
  expect(rooms).not.toEqual([]);
  for (const room of rooms as unknown[]) {
    expect(room).toEqual({
      __typename: 'Room',
      id: expect.any(String),
      colour: expect.any(String),
      beds: expect.any(Number),
      width: expect.any(Number),
      cents: expect.any(Number),
    });
  }
  // An @override with a label is for gateways that roll out by it; without, the field stays where it was.
  const asked = (name: string) => services[name]!.seen.map(({ body }) => body).join();
  expect(asked('rooms')).toMatch(/\bbeds\b/);
  expect(asked('rooms')).not.toMatch(/\bwidth\b/);
  expect(asked('beds')).toMatch(/\bwidth\b/);
  expect(asked('beds')).not.toMatch(/\bbeds\b/);
  expect(await askTwice(gateway, '{ place(id: "1") { id cents ... on Hall { seats } } }')).toMatchObject({
    place: { cents: expect.any(Number) },
  });
  expect(await askTwice(gateway, 'mutation { book(room: "1") { id cents(year: 3) } }')).toMatchObject({
    book: { cents: expect.any(Number) },
  });
});

it('G10 blames the client for a variable that is nested deeper than can be passed on, known or not', async () => {
  const { gateway } = await bed.start(ROOMS);
  const query = 'query ($on: DateTime) { rooms(on: $on) { id } }';
  const nested = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
  const deep = `{"query":"${query}","variables":{"on":${nested}}}`;
  // Node 26 writes most JSON of any depth, so that this may be passed on there.
  const mayBeWritten = writeJson(JSON.parse(nested)) !== null;
  const refused = [{ path: ['rooms'], extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }];
  for (let time = 0; time < 2; time += 1) {
    const { status, errors } = await gateway.post(deep);
    expect(status).toBe(200);
    if (!mayBeWritten || errors.length > 0) expect(errors).toMatchObject(refused);
  }
});

it('shows clients what the supergraph shows, and no more', async () => {
  const { gateway } = await bed.start(ROOMS, { introspection: true });
  for (const query of ['{ rooms { hidden } }', 'mutation { book(room: "1", secret: "x") { id } }']) {
    expect(await gateway.post({ query })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  }
  expect(
    await askTwice(
      gateway,
      '{ __schema { queryType { name } } colour: __type(name: "Colour") { specifiedByURL } }',
    ),
  ).toEqual({
    __schema: { queryType: { name: 'Query' } },
    colour: { specifiedByURL: 'https://example.com/colour' },
  });
});

it('knows nothing of a scalar that only has the name of one of ours', async () => {
  const { gateway } = await bed.start(ROOMS);
  await askTwice(gateway, 'query ($on: DateTime) { rooms(on: $on) { id } }', { on: { week: 7 } });
});

it('has no REST routes of services that are not there', async () => {
  const { gateway } = await bed.start(ROOMS);
  for (const path of ['/login', '/upload', '/file/1', '/.well-known/jwks.json']) {
    const response = await fetch(`${gateway.url}${path}`, { method: path.length > 8 ? 'GET' : 'POST' });
    expect({ path, status: response.status }).toEqual({ path, status: 404 });
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', requestId: expect.any(String) });
  }
});

it('calls a subgraph where it is configured rather than where the supergraph says', async () => {
  const { services } = await bed.start(ROOMS);
  const supergraphPath = bed.write(compose(ROOMS, { rooms: { url: 'http://127.0.0.1:1/' } }));
  const subgraphUrls = {
    rooms: `${services.rooms!.url}/here`,
    prices: services.prices!.url,
    beds: services.beds!.url,
  };
  const gateway = bed.keep(await startTestGateway({}, { supergraphPath, subgraphUrls }));
  await askTwice(gateway, '{ rooms { cents } }');
  expect(services.rooms!.seen.map(({ path }) => path)).toEqual(['/here', '/here']);
});

it('refuses to start when a subgraph has no URL at all, and says which', async () => {
  const supergraphPath = bed.write(compose(ROOMS, { rooms: { url: 'http://rooms.invalid/graphql' } }));
  await expect(startTestGateway({}, { supergraphPath })).rejects.toThrow(
    'no usable URL for: beds (set SUBGRAPH_URLS=beds=...), prices (set SUBGRAPH_URLS=prices=...), rooms',
  );
  await expect(startTestGateway({})).rejects.toThrow('auth (set AUTH_URL), files (set FILES_URL)');
});

it('is ready when every subgraph answers the smallest query, and says which does not', async () => {
  const { gateway, services } = await bed.start(ROOMS);
  const ready = async () => {
    const response = await fetch(`${gateway.url}/health/ready`);
    return { ...((await response.json()) as object), status: response.status };
  };
  expect(await ready()).toMatchObject({ status: 200 });
  expect(services.rooms!.seen[0]).toMatchObject({ method: 'POST', body: '{"query":"{__typename}"}' });
  await services.prices!.close();
  expect(await ready()).toMatchObject({
    status: 503,
    checks: { rooms: 'up', beds: 'up', prices: 'down' },
  });
});
