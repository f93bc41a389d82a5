import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RemoteAccounts } from './RemoteAccounts';

/** Asks an auth that answers so. */
async function ask(accountId: string, answer: RequestListener): Promise<boolean> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await new RemoteAccounts({ authUrl, pass: () => 'pass' }).has(accountId);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it.each([
  [200, true],
  [404, false],
])('takes %i for %s', async (status, expected) => {
  const seen: unknown[] = [];
  const answer = await ask('a/../b', ({ url, headers }, response) => {
    seen.push(url, headers.authorization);
    response.writeHead(status).end('{}');
  });
  expect(answer).toBe(expected);
  expect(seen).toEqual(['/accounts/a%2F..%2Fb', 'Bearer pass']);
});

it('D07 says that auth is not there rather than that an account is not', async () => {
  for (const status of [401, 500, 302]) {
    const asked = ask('a', (_request, response) => response.writeHead(status).end());
    await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  }
  const cut = ask('a', (request) => request.socket.destroy());
  await expect(cut).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
