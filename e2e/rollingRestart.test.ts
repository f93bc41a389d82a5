import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { startBalancer, type Balancer } from './balancer';
import { signUp } from './client';
import { freePort, run, waitFor, waitUntilUp, type Program } from './processes';
import { ENTRY, startStack, type Service, type Stack } from './stack';

/** Two of each service behind a balancer. */
const SERVICES = ['auth', 'files', 'gateway'] as const;
const balancers = new Map<Service, Balancer>();
const seconds = new Map<Service, { readonly port: number; program: Program }>();
let stack: Stack;

beforeAll(async () => {
  for (const service of SERVICES) balancers.set(service, await startBalancer());
  stack = await startStack({ AUTH_URL: urlOf('auth'), FILES_URL: urlOf('files') }, (service, url) =>
    balancers.get(service)?.add(url),
  );
  for (const service of SERVICES) {
    const port = await freePort();
    seconds.set(service, { port, program: await startSecond(service, port) });
    balancers.get(service)?.add(`http://127.0.0.1:${port}`);
  }
}, 120_000);
afterAll(async () => {
  await Promise.all([...seconds.values()].map(({ program }) => program.stop()));
  await stack.close();
  await Promise.all([...balancers.values()].map((balancer) => balancer.close()));
});

function urlOf(service: Service): string {
  const balancer = balancers.get(service);
  if (balancer === undefined) throw new Error(`nothing stands in front of ${service}`);
  return balancer.url;
}

async function startSecond(service: Service, port: number): Promise<Program> {
  const program = run(`second ${service}`, ENTRY[service], { ...stack.env, PORT: String(port) });
  await waitUntilUp(`http://127.0.0.1:${port}/health/ready`, program);
  return program;
}

/** Ends one of the two and starts it again, then the other. */
async function restartInTurn(service: Service): Promise<(number | null)[]> {
  const first = await stack.stop(service, 'SIGTERM');
  await stack.start(service);
  await waitUntilUp(`${stack.urls[service]}/health/ready`);
  const second = seconds.get(service);
  if (second === undefined) throw new Error(`there is no second ${service}`);
  const code = await second.program.stop();
  second.program = await startSecond(service, second.port);
  return [first, code];
}

const THINKING_MS = 20;
const UPLOAD = `mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } } }`;

/** Several people who ask and change things one after the other, each on a connection that is kept. */
function startLoad(people: readonly { accessToken: string }[]) {
  const agent = new Agent({ keepAlive: true });
  const lost: string[] = [];
  let answered = 0;
  let isOver = false;
  const ask = async (accessToken: string, body: object): Promise<void> => {
    const sent = request(`${urlOf('gateway')}/graphql`, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    });
    const answering = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.end(JSON.stringify(body));
    const got = await answering.then(([response]) => text(response)).catch(String);
    if (/^\{"data":/.test(got)) answered += 1;
    else lost.push(got);
  };
  const loops = people.map(async ({ accessToken }, index) => {
    const input = { name: 'a.txt', size: 4, contentType: 'text/plain', idempotencyKey: `upload-${index}` };
    while (!isOver) {
      await ask(accessToken, { query: '{ me { id files(first: 5) { nodes { id } } } }' });
      await ask(accessToken, { query: UPLOAD, variables: { input } });
      // Processes that start need some of the machine as well.
      await pause(THINKING_MS);
    }
  });
  return {
    lost,
    answered: () => answered,
    async stop(): Promise<void> {
      isOver = true;
      await Promise.all(loops);
      agent.destroy();
    },
  };
}

it('L03 loses no request, not even one that changes something, while each service is restarted in turn', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => signUp(urlOf('gateway'))));
  const load = startLoad(people);
  try {
    for (const service of SERVICES) {
      const before = load.answered();
      await waitFor('answers', () => (load.answered() > before + 100 ? true : null));
      expect(await restartInTurn(service)).toEqual([0, 0]);
      expect([service, load.lost]).toEqual([service, []]);
    }
  } finally {
    await load.stop();
  }
  expect(load.lost).toEqual([]);
}, 180_000);
