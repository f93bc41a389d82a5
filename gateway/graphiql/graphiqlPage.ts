import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { z } from 'zod';
import { methodNotAllowed } from '../../platform/service';

const bundleSchema = z.object({ script: z.string(), style: z.string() });

/**
 * Everything comes from here, and nothing is made from text at run time. Styles in the page are allowed because the
 * editor (Monaco) writes its theme and the places of its lines that way; fonts are in the style sheet.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A worker lives by the policy that its own script came with. */
const FILE_POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";

/**
 * `GET /graphiql`: GraphiQL, complete without internet (docs/adr/graphiql.md). `folder` is what
 * scripts/buildGraphiql.mjs has made.
 * @throws when it is not there.
 */
export function graphiqlPage(folder: string): Router {
  const { script, style } = readBundle(folder);
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cloakroom GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="graphiql/${style}">
<script type="module" src="graphiql/${script}"></script>
</head>
<body>
<noscript><p>GraphiQL needs JavaScript. Without it, POST to <code>/graphql</code>.</p></noscript>
<div id="graphiql"></div>
</body>
</html>
`;
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/graphiql', (_request, response) => {
    response
      .set({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' })
      .type('html')
      .send(text);
  });
  // The page names its files from its own address.
  router.get('/graphiql/', (_request, response) => response.redirect('../graphiql'));
  router.use(
    '/graphiql',
    express.static(folder, {
      index: false,
      redirect: false,
      // The names carry a hash of the contents.
      immutable: true,
      maxAge: '1y',
      setHeaders: (response) => response.setHeader('content-security-policy', FILE_POLICY),
    }),
  );
  router.all('/graphiql', methodNotAllowed('GET, HEAD'));
  return router;
}

function readBundle(folder: string): z.output<typeof bundleSchema> {
  try {
    return bundleSchema.parse(JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')));
  } catch (error) {
    throw new Error(`GraphiQL is not in ${folder}; npm run build makes it, GRAPHIQL=false does without`, {
      cause: error,
    });
  }
}
