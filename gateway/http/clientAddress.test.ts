import express from 'express';
import { listen } from '../../platform/service';
import { clientAddress } from './clientAddress';

it.each([0, 1, 2, 3])('tells the address as express does behind %i proxies', async (trustedProxies) => {
  const app = express().set('trust proxy', trustedProxies);
  app.use((request, response) => {
    response.json([clientAddress(request, trustedProxies), request.ip]);
  });
  const server = await listen(app, { port: 0 });
  for (const passed of [undefined, '', '10.0.0.1', '10.0.0.1, 10.0.0.2', ' a ,, b,c , d', '::1,']) {
    const headers: Record<string, string> = passed === undefined ? {} : { 'x-forwarded-for': passed };
    const [ours, theirs] = (await (await fetch(server.url, { headers })).json()) as [string, string];
    expect({ passed, address: ours }).toEqual({ passed, address: theirs });
  }
  await server.close(100);
});
