import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compose, FederationBed, LINK, type Sdls } from './federationBed';
import type { TestGateway } from './testbed';

const bed = new FederationBed();
afterEach(() => bed.close());
afterAll(() => bed.remove());

const rooms = (fields = '') =>
  `${LINK} type Query { room: Room! } type Room @key(fields: "id") { id: ID! beds: Int! ${fields} }`;
const BEFORE: Sdls = { rooms: rooms() };
const AFTER: Sdls = { rooms: rooms('seats: Int!') };
const NEW_FIELD = { query: '{ room { seats } }' };
const EVERY_MS = 20;

/** Resolves once the gateway logs this. */
async function logged(gateway: TestGateway, text: string, times = 1): Promise<Record<string, unknown>> {
  for (;;) {
    const lines = gateway.logged().filter(({ msg }) => typeof msg === 'string' && msg.includes(text));
    if (lines.length >= times) return lines.at(-1)!;
    await pause(10);
  }
}

it.each<[string, (path: string, text: string) => void]>([
  ['written in place', (path, text) => writeFileSync(path, text)],
  [
    'renamed over the old one',
    (path, text) => {
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    },
  ],
  [
    'reached by another symbolic link, as in a ConfigMap',
    (path, text) => {
      const target = bed.write(text);
      rmSync(path);
      symlinkSync(target, path);
    },
  ],
])('serves a changed supergraph that is %s', async (_how, replace) => {
  const { gateway, services, supergraphPath } = await bed.start(BEFORE, { supergraphPollMs: EVERY_MS });
  expect(await gateway.post(NEW_FIELD)).toMatchObject({ status: 400 });
  services.rooms!.answer = (_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"data":{"room":{"seats":4}}}');
  };
  replace(supergraphPath, compose(AFTER, services));
  expect(await logged(gateway, 'a new supergraph is served')).toMatchObject({ subgraphs: ['rooms'] });
  expect(await gateway.post(NEW_FIELD)).toMatchObject({ status: 200, data: { room: { seats: 4 } } });
});

it('drops no request while supergraphs change under load, and forgets what was compiled for the old one', async () => {
  const { gateway, services, supergraphPath } = await bed.start(BEFORE, { supergraphPollMs: EVERY_MS });
  const versions = [BEFORE, AFTER].map((sdls) => compose(sdls, services));
  const statuses = new Set<number>();
  let isOver = false;
  let asked = 0;
  const load = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const { status, errors, data } = await gateway.post({ query: '{ room { id beds } }' });
      statuses.add(status);
      expect({ errors, data }).toEqual({
        errors: [],
        data: { room: { id: expect.any(String), beds: expect.any(Number) } },
      });
      asked += 1;
    }
  });
  for (let round = 1; round <= 6; round += 1) {
    const before = asked;
    writeFileSync(supergraphPath, versions[round % 2]!);
    await logged(gateway, 'a new supergraph is served', round);
    while (asked < before + 50) await pause(5);
    // Known to the old graph or not, the new one judges it by itself.
    expect(await gateway.post(NEW_FIELD)).toMatchObject({ status: round % 2 === 1 ? 200 : 400 });
  }
  isOver = true;
  await Promise.all(load);
  expect([...statuses]).toEqual([200]);
});

it.each<[string, (sdl: string) => string, RegExp]>([
  ['is no SDL', () => 'type Query {', /Syntax Error/],
  ['is empty', () => '', /Syntax Error/],
  ['is no supergraph', () => 'type Query { a: Int }', /no enum join__Graph/],
  ['does not compose', (sdl) => sdl.replace('beds: Int!', 'beds: Nothing!'), /Nothing/],
  [
    'asks for protection that is not there',
    (sdl) =>
      sdl
        .replace('extend schema', 'schema')
        .replace(
          '@link(url: "https://specs.apollo.dev/join',
          '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY) @link(url: "https://specs.apollo.dev/join',
        ),
    /policy/,
  ],
  ['names no URL', (sdl) => sdl.replace(/url: "http:[^"]*"/, 'url: ""'), /no usable URL for: rooms/],
])(
  'refuses a changed supergraph that %s, says why, and goes on with the old one',
  async (_what, spoil, reason) => {
    const { gateway, supergraphPath } = await bed.start(BEFORE, { supergraphPollMs: EVERY_MS });
    const good = readFileSync(supergraphPath, 'utf8');
    writeFileSync(supergraphPath, spoil(good));
    expect(await logged(gateway, 'refused')).toMatchObject({
      level: 'error',
      reason: expect.stringMatching(reason),
    });
    expect(await gateway.post({ query: '{ room { id } }' })).toMatchObject({ status: 200, errors: [] });
    // Said once, not at every look.
    writeFileSync(supergraphPath, good);
    await logged(gateway, 'a new supergraph is served');
    expect(gateway.logged().filter(({ msg }) => String(msg).includes('refused'))).toHaveLength(1);
  },
);

it('goes on while the file is gone, and takes the one that comes back', async () => {
  const { gateway, services, supergraphPath } = await bed.start(BEFORE, { supergraphPollMs: EVERY_MS });
  rmSync(supergraphPath);
  await logged(gateway, 'will be tried again');
  expect(await gateway.post({ query: '{ room { id } }' })).toMatchObject({ status: 200 });
  writeFileSync(join(supergraphPath), compose(AFTER, services));
  await logged(gateway, 'a new supergraph is served');
});

it('lets a request end on the supergraph on which it began', async () => {
  const { gateway, services, supergraphPath } = await bed.start(BEFORE, { supergraphPollMs: EVERY_MS });
  let answer = () => {};
  const arrived = new Promise<void>((resolve) => {
    services.rooms!.answer = (_request, response) => {
      resolve();
      answer = () => {
        response.setHeader('content-type', 'application/json').end('{"data":{"room":{"beds":4}}}');
      };
    };
  });
  const asking = gateway.post({ query: '{ room { beds } }' });
  await arrived;
  const slow = answer;
  writeFileSync(supergraphPath, compose({ rooms: rooms('seats: Int!').replace('beds: Int!', '') }, services));
  await logged(gateway, 'a new supergraph is served');
  slow();
  expect(await asking).toMatchObject({ status: 200, data: { room: { beds: 4 } } });
  expect(await gateway.post({ query: '{ room { beds } }' })).toMatchObject({ status: 400 });
});
