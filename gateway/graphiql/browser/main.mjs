/**
 * GraphiQL as it runs in the browser; scripts/buildGraphiql.mjs bundles it. Everything comes from the gateway itself,
 * and what is typed, tokens included, is kept in the session of the browser's tab and ends with it.
 */
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import { pick, useGraphiQL } from '@graphiql/react';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import 'graphiql/style.css';
import './page.css';
import { EXAMPLES, HEADERS_HINT } from '../examples.ts';

/* global document, sessionStorage, Worker, WORKERS */

// WORKERS are file names by label, filled in by the bundler.
globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    return new Worker(new URL(WORKERS[label] ?? WORKERS.editor, import.meta.url), { type: 'module' });
  },
};

const send = createGraphiQLFetcher({
  url: new URL('graphql', document.baseURI).href,
  // The gateway answers each request once and whole.
  enableIncrementalDelivery: false,
});

/** Called with the newest token and the name of its account when an answer brings them. */
let onToken = () => undefined;

async function fetcher(params, options) {
  const result = await send(params, options);
  for (const value of Object.values(result?.data ?? {})) {
    if (typeof value?.accessToken === 'string') onToken({ token: value.accessToken, name: value.user?.name });
  }
  return result;
}

/** After somebody has signed in: how to act as them from then on. */
function Token() {
  const [session, setSession] = useState(null);
  const { headerEditor } = useGraphiQL(pick('headerEditor'));
  onToken = setSession;
  if (session === null) return null;
  const use = () => {
    headerEditor?.setValue(JSON.stringify({ authorization: `Bearer ${session.token}` }, null, 2));
  };
  return createElement(
    'div',
    { className: 'token', role: 'status' },
    `You have the access token of ${session.name ?? 'an account'}. It belongs into the header "authorization". `,
    createElement(
      'button',
      { type: 'button', className: 'graphiql-button', onClick: use },
      'Use it in this tab',
    ),
  );
}

// GraphiQL takes the first tab's query and headers from the examples by itself, but not its variables.
const isFirstVisit = sessionStorage.getItem('graphiql:tabState') === null;

createRoot(document.getElementById('graphiql')).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      defaultTabs: EXAMPLES,
      defaultHeaders: HEADERS_HINT,
      defaultQuery: '',
      initialVariables: isFirstVisit ? EXAMPLES[0].variables : undefined,
      shouldPersistHeaders: true,
      defaultEditorToolsVisibility: 'variables',
      storage: sessionStorage,
    },
    createElement(GraphiQL.Logo, null, 'Cloakroom'),
    createElement(GraphiQL.Footer, null, createElement(Token)),
  ),
);
