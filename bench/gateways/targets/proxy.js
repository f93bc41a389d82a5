/** The bound: no gateway at all, only as many fetches, the last one's answer passed on. */
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { listen, readBody, serve } from '../child.js';

serve(async ({ urls, plans }) => {
  const pools = Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [name, new Pool(url, { connections: 128 })]),
  );
  const steps = new Map(
    plans.map(({ request, fetches }) => [request, fetches.map(([name, body]) => [pools[name], body])]),
  );
  const server = createServer(async (request, response) => {
    const { authorization } = request.headers;
    const headers = {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    };
    let text = '';
    for (const [pool, body] of steps.get((await readBody(request)).toString())) {
      const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body });
      text = await answer.body.text();
    }
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
  return `${await listen(server)}/graphql`;
});
