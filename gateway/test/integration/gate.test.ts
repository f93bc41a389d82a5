import { setTimeout as pause } from 'node:timers/promises';
import type { RequestListener } from 'node:http';
import { GATEWAY_DEFAULTS } from '../../config';
import { FederationBed, LINK } from './federationBed';
import type { TestGateway } from './testbed';

const bed = new FederationBed();
afterEach(() => bed.close());
afterAll(() => bed.remove());

const SDLS = {
  people: `${LINK} type Query { me: Person } type Person @key(fields: "id") { id: ID! name: String! }`,
  notes: `${LINK} type Query { note: String } type Mutation { write: String }
    type Person @key(fields: "id") { id: ID! note: String }`,
};
const { gate } = GATEWAY_DEFAULTS;
const NOTE = { query: '{ note }' };
const BOTH = { query: '{ me { name note } }' };

/** Holds every request until it is let go. */
function holdAll(): { listener: RequestListener; count(): number; letGo(body: string): void } {
  const waiting: ((body: string) => void)[] = [];
  let count = 0;
  return {
    listener(_request, response) {
      count += 1;
      waiting.push((body) => response.setHeader('content-type', 'application/json').end(body));
    },
    count: () => count,
    letGo(body) {
      for (const answer of waiting.splice(0)) answer(body);
    },
  };
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await pause(5);
}

const logged = (gateway: TestGateway, text: string) =>
  gateway.logged().filter(({ msg }) => String(msg).includes(text)).length;

it('M04 tells what is beyond a slow subgraph to come back, and lets what it has taken end', async () => {
  const { gateway, services } = await bed.start(SDLS, {
    gate: { ...gate, queue: { atOnce: 2, waiting: 1, waitMs: 60_000 } },
    // Each of these equal requests is to take a place.
    mergesFetches: false,
  });
  const held = holdAll();
  services.notes!.answer = held.listener;
  const taken = [gateway.post(NOTE), gateway.post(NOTE)];
  await until(() => held.count() === 2);
  const third = gateway.post(NOTE);
  // Whichever comes last of those that are too many, it is refused at once.
  const refused = await Promise.race([third, gateway.post(NOTE)]);
  expect(refused).toMatchObject({
    status: 503,
    errors: [{ path: ['note'], extensions: { code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) } }],
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  // What the other subgraph knows is answered all the same.
  const partial = await gateway.post(BOTH);
  expect(partial).toMatchObject({
    status: 200,
    data: { me: { name: expect.any(String), note: null } },
    errors: [{ path: ['me', 'note'], extensions: { code: 'SERVICE_UNAVAILABLE' } }],
  });
  held.letGo('{"data":{"note":"x"}}');
  for (const one of taken) expect(await one).toMatchObject({ status: 200, data: { note: 'x' } });
  services.notes!.answer = null;
  expect(await gateway.post(NOTE)).toMatchObject({ status: 200, errors: [] });
});

it('leaves a subgraph alone that is out of reach, tries with one call, and goes on when that is answered', async () => {
  const { gateway, services } = await bed.start(SDLS, {
    gate: { ...gate, circuit: { failures: 3, openMs: 300 } },
  });
  let tries = 0;
  services.notes!.answer = (request) => {
    tries += 1;
    request.socket.destroy();
  };
  for (let count = 0; count < 3; count += 1) {
    expect(await gateway.post({ query: 'mutation { write }' })).toMatchObject({ status: 503 });
  }
  expect(tries).toBe(3);
  expect(logged(gateway, 'out of reach')).toBe(1);
  const refused = await gateway.post(NOTE);
  expect(refused).toMatchObject({ status: 503, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(tries).toBe(3);

  const held = holdAll();
  services.notes!.answer = held.listener;
  let probe: ReturnType<TestGateway['post']> | undefined;
  await until(async () => {
    const asked = gateway.post(NOTE);
    await Promise.race([asked, until(() => held.count() > 0)]);
    if (held.count() > 0) probe = asked;
    return held.count() > 0;
  });
  // While one tries, all others are refused.
  expect(await gateway.post(NOTE)).toMatchObject({ status: 503 });
  expect(held.count()).toBe(1);
  held.letGo('{"data":{"note":"x"}}');
  expect(await probe).toMatchObject({ status: 200, data: { note: 'x' } });
  services.notes!.answer = null;
  expect(await gateway.post(NOTE)).toMatchObject({ status: 200, errors: [] });
  expect(logged(gateway, 'answers again')).toBe(1);
});

it('leaves nobody alone whose subgraph is ready again', async () => {
  const { gateway, services } = await bed.start(SDLS, {
    gate: { ...gate, circuit: { failures: 1, openMs: 3_600_000 } },
  });
  services.notes!.answer = (request) => request.socket.destroy();
  expect(await gateway.post({ query: 'mutation { write }' })).toMatchObject({ status: 503 });
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(503);
  services.notes!.answer = null;
  expect(await gateway.post(NOTE)).toMatchObject({ status: 503 });
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
  expect(await gateway.post(NOTE)).toMatchObject({ status: 200, errors: [] });
});

it('S02 gives up a request whose subgraphs take too long together', async () => {
  const { gateway, services } = await bed.start(SDLS, { requestTimeoutMs: 200, subgraphTimeoutMs: 60_000 });
  services.people!.answer = (_request, response) => {
    void pause(150).then(() =>
      response
        .setHeader('content-type', 'application/json')
        .end('{"data":{"me":{"__typename":"Person","id":"1","name":"Ada"}}}'),
    );
  };
  services.notes!.answer = () => undefined;
  const { status, errors } = await gateway.post(BOTH);
  expect(status).toBe(200);
  expect(errors.at(-1)).toMatchObject({ extensions: { code: 'TIMEOUT' } });
});
