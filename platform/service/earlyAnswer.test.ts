import { Agent, request as httpRequest, type RequestListener } from 'node:http';
import { listen } from './listen';

/** Reads a little of the body, then loses interest: what a route does that fails in the middle of an upload. */
const failsEarly: RequestListener = (request, response) => {
  if (request.method === 'GET') {
    response.end('fine');
    return;
  }
  request.once('data', () => {
    request.pause();
    response.statusCode = 500;
    response.end('no');
  });
};

function send(port: number, agent: Agent, method: string, body?: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, agent, method, host: '127.0.0.1', timeout: 5_000 }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject).end(body);
  });
}

it('answers the next request of a connection whose last body was not read to its end', async () => {
  const server = await listen(failsEarly, { port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    // More than one read, less than the socket's buffers: the sender is done and believes the connection free.
    expect(await send(server.port, agent, 'POST', Buffer.alloc(300_000))).toBe(500);
    expect(await send(server.port, agent, 'GET')).toBe(200);
  } finally {
    agent.destroy();
    await server.close(100);
  }
});
