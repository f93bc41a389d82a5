import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { listen, type Running } from '../../../platform/service';
import { Upstream, type Call } from '../../subgraphs/Upstream';

/** What both ways of calling a subgraph promise: over its port, and within the process. */
describe.each([
  ['over its port', false],
  ['in the same process', true],
])('a service that is called %s', (_where, isInProcess) => {
  let service: Running;
  let upstream: Upstream;
  let answer: RequestListener;
  let asked: number;

  beforeEach(async () => {
    asked = 0;
    service = await listen(
      (request, response) => {
        asked += 1;
        answer(request, response);
      },
      { port: 0 },
    );
    upstream = new Upstream(
      () => 'the pass',
      isInProcess ? new Map([[service.url, service.inProcess]]) : new Map(),
    );
  });
  afterEach(async () => {
    await upstream.close();
    await service.close(0);
  });

  const call = (changes: Partial<Call> = {}) =>
    upstream.call(
      { name: 'files', url: new URL(service.url) },
      {
        method: 'POST',
        path: '/graphql',
        headers: ['authorization', 'Bearer x', 'content-type', 'application/json'],
        body: '{"query":"{ é }"}',
        deadlineMs: 20_000,
        maxBytes: 1_000,
        mayRepeat: false,
        ...changes,
      },
    );
  const bodyOf = async (request: IncomingMessage) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    await once(request, 'end');
    return body;
  };

  it('F05 is sent exactly the given headers, the pass, and what HTTP needs', async () => {
    let seen: IncomingMessage | undefined;
    answer = (request, response) => {
      seen = request;
      response.end();
    };
    await call();
    expect(seen).toMatchObject({ method: 'POST', url: '/graphql', httpVersion: '1.1' });
    expect(seen?.headers).toEqual({
      host: new URL(service.url).host,
      connection: 'keep-alive',
      authorization: 'Bearer x',
      'content-type': 'application/json',
      'content-length': '18',
      'x-cloakroom-gateway': 'the pass',
    });
    expect(seen?.rawHeaders).toHaveLength(12);
    expect(seen?.socket.remoteAddress).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
  });

  it('reads the body as it was given', async () => {
    let body = '';
    answer = (request, response) => {
      void bodyOf(request).then((read) => {
        body = read;
        response.end();
      });
    };
    await call();
    expect(body).toBe('{"query":"{ é }"}');
  });

  it('can be asked without a body', async () => {
    answer = (request, response) => {
      void bodyOf(request).then((body) => response.end(`${request.method}${body}`));
    };
    expect((await call({ method: 'GET', path: '/health/ready', body: undefined })).text).toBe('GET');
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['in one piece', (response) => response.end('{"é":1}'), '{"é":1}'],
    [
      'of a told length',
      (response) => response.setHeader('content-length', 8).end(Buffer.from('{"é":1}')),
      '{"é":1}',
    ],
    [
      'in pieces that cut a character',
      (response) => {
        const bytes = Buffer.from('{"é":1}');
        response.write(bytes.subarray(0, 3));
        setImmediate(() => response.end(bytes.subarray(3)));
      },
      '{"é":1}',
    ],
    ['of several strings at once', (response) => response.write('a') && response.end('b'), 'ab'],
    ['of nothing', (response) => response.end(), ''],
    ['after an announcement', (response) => (response.writeProcessing(), response.end('later')), 'later'],
  ])('hands on an answer %s', async (_what, send, text) => {
    answer = (_request, response) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      send(response);
    };
    expect(await call()).toEqual({ status: 200, contentType: 'application/json; charset=utf-8', text });
  });

  it.each([201, 204, 307, 400, 404, 503])('hands on the status %i as it is', async (status) => {
    answer = (_request, response) =>
      response.writeHead(status, { Location: '/', 'Content-Type': 'x/y' }).end();
    expect(await call()).toEqual({ status, contentType: 'x/y', text: '' });
    expect(asked).toBe(1);
  });

  it('refuses an answer that is longer than allowed, and ends it', async () => {
    const closed = new Promise<boolean>((resolve) => {
      answer = (_request, response) => {
        response.once('close', () => resolve(response.writableFinished));
        response.write('x'.repeat(600));
        setImmediate(() => response.write('x'.repeat(600)));
      };
    });
    await expect(call()).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      cause: { message: 'the answer is longer than 1000 bytes' },
    });
    expect(await closed).toBe(false);
  });

  it('S02 is given up at the deadline, and told so', async () => {
    const closed = new Promise((resolve) => {
      answer = (_request, response) => response.once('close', () => resolve(response.writableFinished));
    });
    await expect(call({ deadlineMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await closed).toBe(false);
  });

  it('S02 is given up at the deadline in the middle of an answer too', async () => {
    answer = (_request, response) => response.write('{"data":');
    await expect(call({ deadlineMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('S04 is told when the client has gone', async () => {
    const client = new AbortController();
    const closed = new Promise((resolve) => {
      answer = (request, response) => {
        response.once('close', () => resolve(request.destroyed));
        client.abort();
      };
    });
    await expect(call({ signal: client.signal })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await closed).toBe(true);
  });

  it('S04 is not asked for a client that had gone before', async () => {
    answer = (_request, response) => response.end();
    const client = new AbortController();
    client.abort();
    await expect(call({ signal: client.signal })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await call();
    expect(asked).toBe(1);
  });

  it('is not asked when its client goes in the same moment', async () => {
    answer = (_request, response) => response.end();
    const client = new AbortController();
    const calling = call({ signal: client.signal });
    client.abort();
    await expect(calling).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it.each<[string, RequestListener]>([
    ['its connection', (request) => request.socket.destroy()],
    ['its connection, with a fault', (request) => request.socket.destroy(new Error('a fault'))],
    ['the connection of its answer', (_request, response) => response.destroy()],
    ['its connection, hard', (request) => request.socket.resetAndDestroy()],
  ])('is asked once more when it destroys %s, where that harms nothing', async (_what, destroy) => {
    answer = (request, response) => {
      if (asked === 1) destroy(request, response);
      else response.end('at last');
    };
    expect(await call({ mayRepeat: true })).toMatchObject({ text: 'at last' });
    expect(asked).toBe(2);
  });

  it('is asked no more than twice, and the fault has a code for the circuit', async () => {
    answer = (request) => request.socket.destroy();
    await expect(call({ mayRepeat: true })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      cause: { code: expect.any(String) },
    });
    expect(asked).toBe(2);
  });

  it('is asked once when that may change something', async () => {
    answer = (request) => request.socket.destroy();
    await expect(call()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(asked).toBe(1);
  });

  it('is not asked again when it breaks off an answer that has begun', async () => {
    answer = (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"data":', () => request.socket.destroy());
    };
    await expect(call({ mayRepeat: true })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      cause: { code: expect.any(String) },
    });
    expect(asked).toBe(1);
  });

  it('is out of reach when a header cannot be sent', async () => {
    await expect(call({ headers: ['authorization', 'a\nb'] })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    expect(asked).toBe(0);
  });

  it('is out of reach, with a code for the circuit, once it has ended', async () => {
    await service.close();
    await expect(call({ mayRepeat: true })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('L01 answers what is under way before it ends', async () => {
    let finish = (): void => undefined;
    const reached = new Promise<void>((arrived) => {
      answer = (_request, response) => {
        finish = () => response.end('whole');
        arrived();
      };
    });
    const calling = call();
    await reached;
    let hasEnded = false;
    const ending = service.close().then(() => (hasEnded = true));
    await nextTurn();
    expect(hasEnded).toBe(false);
    finish();
    expect(await calling).toMatchObject({ text: 'whole' });
    await ending;
  });

  it('L02 breaks off what is still under way when its grace is over', async () => {
    const reached = new Promise<void>((arrived) => {
      answer = () => arrived();
    });
    const calling = expect(call()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await reached;
    await service.close(50);
    await calling;
  });

  it('has nothing under way any more once the gateway lets go', async () => {
    const reached = new Promise<void>((arrived) => {
      answer = () => arrived();
    });
    const calling = expect(call()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await reached;
    await upstream.close();
    await calling;
  });
});
