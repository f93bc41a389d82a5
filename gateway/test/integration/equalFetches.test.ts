import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { FederationBed, LINK } from './federationBed';
import type { FakeService } from './testbed';

const bed = new FederationBed();
afterEach(() => bed.close());
afterAll(() => bed.remove());

const SDLS = {
  people: `${LINK} type Query { me: Person } type Mutation { rename: Person }
    type Person @key(fields: "id") { id: ID! name: String! }`,
  notes: `${LINK} type Query { note: String } type Person @key(fields: "id") { id: ID! note: String }`,
};
const ME = { query: '{ me { id name } }' };
const RENAME = { query: 'mutation { rename { name } }' };
const HERD = 30;

/** A subgraph with one record: who asks, and how often it was changed so far. Reading takes a while. */
function people(
  service: FakeService,
  takes: () => Promise<unknown> = () => pause(5),
): { reads(): number; changes(): number } {
  let version = 0;
  let reads = 0;
  service.answer = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const isChange = body.includes('mutation');
      if (isChange) version += 1;
      else reads += 1;
      const person = { __typename: 'Person', id: '1', name: `${request.headers.authorization} ${version}` };
      void takes().then(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: isChange ? { rename: person } : { me: person } }));
      });
    });
  };
  return { reads: () => reads, changes: () => version };
}

/** Resolves when so many requests have come to the server at `url`. */
function arrival(url: string, requests: number): Promise<void> {
  const START = 'http.server.request.start';
  return new Promise((resolve) => {
    let missing = requests;
    const onStart = (message: unknown): void => {
      const { port } = (message as { server: Server }).server.address() as AddressInfo;
      if (port !== Number(new URL(url).port)) return;
      missing -= 1;
      if (missing > 0) return;
      unsubscribe(START, onStart);
      resolve();
    };
    subscribe(START, onStart);
  });
}

const nameIn = ({ data }: { data?: Record<string, unknown> | null }) =>
  String((data?.me as { name?: unknown } | undefined)?.name);
const as = (token: string) => ({ authorization: token });

it('asks a subgraph a few times for a herd of equal queries, and answers each as its own', async () => {
  const { gateway, services } = await bed.start(SDLS);
  let allAreThere = Promise.resolve();
  const subgraph = people(services.people!, () => allAreThere);
  // The first one is planned and compiled; both ways of running go the same way to the subgraph.
  for (const round of [1, 2]) {
    const before = subgraph.reads();
    allAreThere = arrival(gateway.url, HERD);
    const answers = await Promise.all(Array.from({ length: HERD }, () => gateway.post(ME, as('ada'))));
    expect({ round, names: new Set(answers.map(nameIn)) }).toEqual({ round, names: new Set(['ada 0']) });
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(HERD);
    expect(subgraph.reads() - before).toBeLessThan(HERD / 2);
  }
});

it('asks once for each of them when SUBGRAPH_MERGE_FETCHES is false', async () => {
  const { gateway, services } = await bed.start(SDLS, { mergesFetches: false });
  const subgraph = people(services.people!);
  await Promise.all(Array.from({ length: HERD }, () => gateway.post(ME, as('ada'))));
  expect(subgraph.reads()).toBe(HERD);
});

it('keeps apart who asks', async () => {
  const { gateway, services } = await bed.start(SDLS);
  people(services.people!);
  const callers = Array.from({ length: HERD }, (_, index) => ['ada', 'bob', 'eve'][index % 3]!);
  const answers = await Promise.all(callers.map((caller) => gateway.post(ME, as(caller))));
  expect(answers.map(nameIn)).toEqual(callers.map((caller) => `${caller} 0`));
});

it('asks for each client of a caller by itself, as all that it is told of them may matter to a subgraph', async () => {
  const { gateway, services } = await bed.start(SDLS);
  const subgraph = people(services.people!);
  const clients = Array.from({ length: HERD }, (_, index) => ({
    ...as('ada'),
    'user-agent': `client ${index}`,
  }));
  await Promise.all(clients.map((headers) => gateway.post(ME, headers)));
  expect(subgraph.reads()).toBe(HERD);
});

it('runs each of a herd of equal mutations', async () => {
  const { gateway, services } = await bed.start(SDLS);
  const subgraph = people(services.people!);
  await Promise.all(Array.from({ length: HERD }, () => gateway.post(RENAME, as('ada'))));
  expect(subgraph.changes()).toBe(HERD);
});

it('shows a change to whoever asks after it, in the middle of a herd that asks all the time', async () => {
  const { gateway, services } = await bed.start(SDLS);
  const subgraph = people(services.people!);
  let isOver = false;
  const graze = async () => {
    while (!isOver) await gateway.post(ME, as('ada'));
  };
  const herd = Array.from({ length: HERD }, graze);
  for (let change = 1; change <= 20; change += 1) {
    await gateway.post(RENAME, as('ada'));
    expect(nameIn(await gateway.post(ME, as('ada')))).toBe(`ada ${change}`);
  }
  isOver = true;
  await Promise.all(herd);
  expect(subgraph.changes()).toBe(20);
});

it('goes on with what others wait for when one of the clients leaves', async () => {
  const { gateway, services } = await bed.start(SDLS);
  const leaving = new AbortController();
  const haveLeft = once(leaving.signal, 'abort');
  people(services.people!, () => haveLeft);
  const gone = Array.from({ length: HERD }, () =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as('ada') },
      body: JSON.stringify(ME),
      signal: leaving.signal,
    }).catch(() => 'left'),
  );
  const stays = Array.from({ length: HERD }, () => gateway.post(ME, as('ada')));
  while (services.people!.seen.length === 0) await pause(1);
  leaving.abort();
  expect(await Promise.all(gone)).toContain('left');
  expect(new Set((await Promise.all(stays)).map(nameIn))).toEqual(new Set(['ada 0']));
});
