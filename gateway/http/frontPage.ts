import { Router } from 'express';
import { methodNotAllowed } from '../../platform/service';
import { page } from './page';

const GRAPHIQL_LINE = `
  <li><a href="/graphiql">/graphiql</a>: GraphiQL, to try it in a browser; needs no internet</li>`;

/** `GET /`: says where things are, as JSON, or as a small page in a browser. */
export function frontPage({ sandbox, graphiql }: { sandbox: boolean; graphiql: boolean }): Router {
  const places = {
    graphql: '/graphql',
    ...(graphiql ? { graphiql: '/graphiql' } : {}),
    rest: '/openapi.json',
    keys: '/.well-known/jwks.json',
    health: '/health/ready',
  };
  const html = page({
    title: 'Cloakroom',
    body: `<h1>Cloakroom</h1>
<p>Accounts and private file storage behind one federated GraphQL endpoint.</p>
<ul>
  <li><a href="/graphql">/graphql</a>: GraphQL${sandbox ? ', with Apollo Sandbox in a browser' : ' (POST)'}</li>${graphiql ? GRAPHIQL_LINE : ''}
  <li><a href="/openapi.json">/openapi.json</a>: the REST routes</li>
  <li><a href="/.well-known/jwks.json">/.well-known/jwks.json</a>: the keys that access tokens are verified with</li>
  <li><a href="/health/ready">/health/ready</a>: which parts are up</li>
</ul>`,
  });
  const router = Router();
  router.get('/', (request, response) => {
    response.vary('accept');
    if (request.accepts(['json', 'html']) === 'html') {
      response.set('content-security-policy', html.policy).type('html').send(html.text);
    } else {
      response.json({ name: 'Cloakroom', ...places });
    }
  });
  router.all('/', methodNotAllowed('GET, HEAD'));
  return router;
}
