import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { gql } from 'graphql-tag';
import { createMockSubgraph } from '../differential/mockSubgraph';
import { fakeService, startTestGateway, type FakeService, type TestGateway } from './testbed';

const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@shareable",
  "@override", "@inaccessible", "@interfaceObject", "@tag",])\n`;

/** Serves these subgraphs over HTTP, composes them and starts a gateway before them. */
async function serve(
  subgraphs: Readonly<Record<string, string>>,
  overrides: Parameters<typeof startTestGateway>[1] = {},
): Promise<{ gateway: TestGateway; services: Record<string, FakeService> }> {
  const services: Record<string, FakeService> = {};
  for (const [name, sdl] of Object.entries(subgraphs)) {
    const mock = createMockSubgraph(sdl, { errors: 0, nulls: 0 });
    services[name] = await fakeService(({ body }) => mock.process({ request: JSON.parse(body) as object }));
    open.push(services[name]);
  }
  const gateway = await startTestGateway({}, { supergraphPath: compose(subgraphs, services), ...overrides });
  open.push(gateway);
  return { gateway, services };
}

function compose(
  subgraphs: Readonly<Record<string, string>>,
  urls: Readonly<Record<string, { url: string }>>,
): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      url: urls[name]?.url ?? '',
      typeDefs: gql(sdl),
    })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const path = join(folder, `${Math.random()}.graphql`);
  writeFileSync(path, supergraphSdl);
  return path;
}

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
  const { gateway } = await serve(ROOMS);
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
  expect(await askTwice(gateway, '{ place(id: "1") { id cents ... on Hall { seats } } }')).toMatchObject({
    place: { cents: expect.any(Number) },
  });
  expect(await askTwice(gateway, 'mutation { book(room: "1") { id cents(year: 3) } }')).toMatchObject({
    book: { cents: expect.any(Number) },
  });
});

it('shows clients what the supergraph shows, and no more', async () => {
  const { gateway } = await serve(ROOMS, { introspection: true });
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
  const { gateway } = await serve(ROOMS);
  await askTwice(gateway, 'query ($on: DateTime) { rooms(on: $on) { id } }', { on: { week: 7 } });
});

it('has no REST routes of services that are not there', async () => {
  const { gateway } = await serve(ROOMS);
  for (const path of ['/login', '/upload', '/file/1', '/.well-known/jwks.json']) {
    const response = await fetch(`${gateway.url}${path}`, { method: path.length > 8 ? 'GET' : 'POST' });
    expect({ path, status: response.status }).toEqual({ path, status: 404 });
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', requestId: expect.any(String) });
  }
});

it('calls a subgraph where it is configured rather than where the supergraph says', async () => {
  const { services } = await serve(ROOMS);
  const supergraphPath = compose(ROOMS, { rooms: { url: 'http://127.0.0.1:1/' }, prices: { url: '' } });
  const subgraphUrls = {
    rooms: `${services.rooms!.url}/here`,
    prices: services.prices!.url,
    beds: services.beds!.url,
  };
  const gateway = await startTestGateway({}, { supergraphPath, subgraphUrls });
  open.push(gateway);
  await askTwice(gateway, '{ rooms { cents } }');
  expect(services.rooms!.seen.map(({ path }) => path)).toEqual(['/here', '/here']);
});

it('refuses to start when a subgraph has no URL at all, and says which', async () => {
  const supergraphPath = compose(ROOMS, { rooms: { url: 'http://rooms.invalid/graphql' } });
  await expect(startTestGateway({}, { supergraphPath })).rejects.toThrow(
    'no usable URL for: beds (set SUBGRAPH_URLS=beds=...), prices (set SUBGRAPH_URLS=prices=...), rooms',
  );
  await expect(startTestGateway({})).rejects.toThrow('auth (set AUTH_URL), files (set FILES_URL)');
});

it('is ready when every subgraph answers the smallest query, and says which does not', async () => {
  const { gateway, services } = await serve(ROOMS);
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
