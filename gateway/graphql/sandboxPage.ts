import { page, type Page } from '../http/page';

/** Where Apollo serves Sandbox from; its major version. */
const SANDBOX = 'https://embeddable-sandbox.cdn.apollographql.com';
const SANDBOX_SCRIPT = `${SANDBOX}/v2/embeddable-sandbox.umd.production.min.js`;

const FIRST_OPERATION = `mutation Register($input: RegisterInput!) {
  register(input: $input) {
    accessToken
    user { id name }
  }
}`;
const FIRST_VARIABLES = {
  input: { email: 'ada@example.com', password: 'a long walk in the rain', name: 'Ada' },
};

const STYLE = `
#sandbox { position: absolute; inset: 0; width: 100vw; height: 100vh; background: #fff; }
#sandbox:empty { display: none; }
#sandbox iframe { border: 0; width: 100%; height: 100%; }
`;

/** For where Apollo Sandbox cannot be loaded. */
const GRAPHIQL = `<p id="graphiql"><a href="/graphiql">GraphiQL</a> does the same here without internet, with a first upload
as examples.</p>
`;

const bodyOf = (graphiql: boolean) => `<h1>Cloakroom GraphQL</h1>
<p id="status">This address answers GraphQL requests. In a browser with internet access Apollo Sandbox opens here.</p>
<noscript><p><strong>Apollo Sandbox needs JavaScript.</strong></p></noscript>
<p>You can also open <a id="studio" href="https://studio.apollographql.com/sandbox/explorer">Apollo Sandbox in Apollo
Studio</a> and give it this address as its endpoint; it calls from your browser, so a server on your own machine works.</p>
${graphiql ? GRAPHIQL : ''}<p>Or use curl, or any GraphQL client:</p>
<pre><code id="curl">curl http://localhost:4000/graphql -H 'content-type: application/json' -d '{"query":
  "mutation { register(input: { email: \\"ada@example.com\\", name: \\"Ada\\",
     password: \\"a long walk in the rain\\" }) { accessToken } }"}'</code></pre>
<p>Send the token of the answer along from then on: <code>-H "authorization: Bearer &lt;accessToken&gt;"</code>.</p>
<p>REST routes: <a href="/openapi.json">/openapi.json</a> · Health: <a href="/health/ready">/health/ready</a></p>
<div id="sandbox"></div>
`;

const FILL_IN = `
const endpoint = location.origin + location.pathname;
document.getElementById('studio').href += '?endpoint=' + encodeURIComponent(endpoint);
const curl = document.getElementById('curl');
curl.textContent = curl.textContent.replace('http://localhost:4000/graphql', endpoint);
function offline() {
  document.getElementById('status').textContent =
    'This address answers GraphQL requests. Apollo Sandbox could not be loaded: its scripts come from apollographql.com, which this browser cannot reach.';
  const graphiql = document.getElementById('graphiql');
  if (graphiql !== null) document.getElementById('status').after(graphiql);
}
const script = document.createElement('script');
script.src = ${JSON.stringify(SANDBOX_SCRIPT)};
script.onerror = offline;
script.onload = () => new window.EmbeddedSandbox({
  target: '#sandbox',
  initialEndpoint: endpoint,
  endpointIsEditable: false,
  runTelemetry: false,
  allowDynamicStyles: false,
  initialState: {
    document: ${JSON.stringify(FIRST_OPERATION)},
    variables: ${JSON.stringify(FIRST_VARIABLES)},
    includeCookies: false,
  },
});
document.body.append(script);
`;

/**
 * Apollo Sandbox for browsers that open `/graphql`. An own page around it, as Apollo's says nothing useful where its
 * scripts cannot be loaded (docs/adr/sandbox-page.md): the way to GraphiQL then, when there is one.
 */
export function sandboxPage({ graphiql }: { graphiql: boolean }): Page {
  return page({
    title: 'Cloakroom GraphQL',
    body: bodyOf(graphiql),
    style: STYLE,
    scripts: [FILL_IN],
    sources: {
      'script-src': SANDBOX,
      'style-src': SANDBOX,
      'img-src': SANDBOX,
      'frame-src': 'https://sandbox.embed.apollographql.com',
      'connect-src': "'self'",
    },
  });
}
