import { setTimeout as pause } from 'node:timers/promises';
import { fakeSubgraph, fakeService, startTestGateway, type FakeService } from './testbed';

const opened: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const ready = async (url: string) => {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, ...((await response.json()) as object) };
};

/** An address at which nobody listens. */
async function nobody(): Promise<string> {
  const service = await fakeService(() => ({}));
  await service.close();
  return service.url;
}

async function subgraphs(): Promise<{ auth: FakeService; files: FakeService }> {
  const auth = keep(await fakeSubgraph('auth', { Query: { me: () => null } }));
  const files = keep(await fakeSubgraph('files', { Query: { file: () => null } }));
  return { auth, files };
}

it('F07 starts while subgraphs are down, and says which one is missing', async () => {
  const { auth } = await subgraphs();
  const gateway = keep(await startTestGateway({ authUrl: auth.url, filesUrl: await nobody() }));
  expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  expect(await ready(gateway.url)).toEqual({
    status: 'not ready',
    checks: { auth: 'up', files: 'down' },
  });
  expect((await gateway.post({ query: '{ me { id } }' })).data).toEqual({ me: null });
});

it('is ready when both subgraphs are', async () => {
  const { auth, files } = await subgraphs();
  const gateway = keep(await startTestGateway({ authUrl: auth.url, filesUrl: files.url }));
  expect(await ready(gateway.url)).toEqual({ status: 'ready', checks: { auth: 'up', files: 'up' } });
});

it('C01 is not ready while a subgraph takes no pass of ours, and says once in the log what is wrong', async () => {
  const { auth, files } = await subgraphs();
  const gateway = keep(await startTestGateway({ authUrl: auth.url, filesUrl: files.url }));
  expect(await ready(gateway.url)).toMatchObject({ status: 'ready' });
  auth.answer = (_request, response) => {
    response.statusCode = 503;
    response.end('{"status":"not ready","checks":{"mongodb":"up","clock":"down"}}');
  };
  const notReady = { status: 'not ready', checks: { auth: 'down', files: 'up' } };
  expect(await ready(gateway.url)).toEqual(notReady);
  expect(await ready(gateway.url)).toEqual(notReady);
  auth.answer = null;
  expect(await ready(gateway.url)).toMatchObject({ status: 'ready' });
  expect(await ready(gateway.url)).toMatchObject({ status: 'ready' });
  const told = gateway.logged().filter(({ msg }) => /^subgraph is/.test(String(msg)));
  expect(told).toMatchObject([
    {
      level: 'warn',
      subgraph: 'auth',
      reason: 'answered 503, down: clock',
      msg: 'subgraph is not ready',
    },
    { level: 'info', subgraph: 'auth', msg: 'subgraph is ready' },
  ]);
});

it('answers readiness within about a second while a subgraph hangs', async () => {
  const { auth, files } = await subgraphs();
  files.answer = () => undefined;
  const gateway = keep(await startTestGateway({ authUrl: auth.url, filesUrl: files.url }));
  expect(await ready(gateway.url)).toMatchObject({ checks: { files: 'down' } });
});

it('L01 finishes what is under way when it is told to stop, and takes nothing new', async () => {
  const { auth, files } = await subgraphs();
  let answer: () => void = () => undefined;
  const reached = new Promise<void>((arrived) => {
    auth.answer = (_request, response) => {
      answer = () => {
        response.setHeader('content-type', 'application/json');
        response.end('{"data":{"me":null}}');
      };
      arrived();
    };
  });
  const gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
  const underWay = gateway.post({ query: '{ me { id } }' });
  await reached;
  const closing = gateway.close(5_000);
  // Those who had connected already are let in for a moment; polling slowly enough lets that moment end.
  const isTaken = () =>
    fetch(`${gateway.url}/health/live`).then(
      () => true,
      () => false,
    );
  while (await isTaken()) await pause(100);
  answer();
  expect((await underWay).data).toEqual({ me: null });
  await closing;
});

it('S03 sends a query once more when a subgraph has closed the kept connection meanwhile', async () => {
  const { auth, files } = await subgraphs();
  const gateway = keep(await startTestGateway({ authUrl: auth.url, filesUrl: files.url }));
  await gateway.post({ query: '{ me { id } }' });
  let isFirst = true;
  auth.answer = (request, response) => {
    if (isFirst) {
      isFirst = false;
      request.socket.destroy();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"me":null}}');
  };
  const answer = await gateway.post({ query: '{ me { id } }' });
  expect(answer.errors).toEqual([]);
});

it('S03 sends a mutation once only', async () => {
  const { auth, files } = await subgraphs();
  const gateway = keep(await startTestGateway({ authUrl: auth.url, filesUrl: files.url }));
  await gateway.post({ query: '{ me { id } }' });
  auth.answer = (request) => request.socket.destroy();
  const before = auth.seen.length;
  const answer = await gateway.post({ query: 'mutation { logout(input: {}) { success } }' });
  expect(answer.status).toBe(503);
  expect(auth.seen.length - before).toBe(1);
});

it('does not start with a supergraph that cannot be read', async () => {
  const urls = { authUrl: 'http://127.0.0.1:1', filesUrl: 'http://127.0.0.1:1' };
  await expect(startTestGateway(urls, { supergraphPath: '/nowhere.graphql' })).rejects.toThrow('ENOENT');
  await expect(startTestGateway(urls, { supergraphPath: __filename })).rejects.toThrow();
});
