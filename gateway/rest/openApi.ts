import { isDeepStrictEqual } from 'node:util';
import { Router } from 'express';
import { AppError } from '../../platform/errors';
import { methodNotAllowed, type Log } from '../../platform/service';
import { unavailable } from '../subgraphs/Exchange';
import type { Service, Upstream } from '../subgraphs/Upstream';

const DEADLINE_MS = 2_000;
const MAX_BYTES = 2_000_000;
/** So long a merged document is served without asking again. */
const FRESH_MS = 60_000;

/** The parts of an OpenAPI 3.1 document that merging touches. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly tags?: readonly { readonly name: string }[];
}

/** What the route takes. */
export interface OpenApiOptions {
  readonly upstream: Upstream;
  /** Whose documents, now. */
  readonly services: () => readonly Service[];
  readonly log: Log;
}

/** `GET /openapi.json`: the documents of both services as one; 503 while one of them has never been reached. */
export function openApiRoute({ upstream, services, log }: OpenApiOptions): Router {
  let merged: OpenApiDocument | null = null;
  let mergedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;

  const load = async () => {
    const documents = await Promise.all(services().map((service) => fetchDocument(upstream, service)));
    merged = mergeOpenApi(documents);
    mergedAt = performance.now();
  };
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/openapi.json', async (_request, response) => {
    if (performance.now() - mergedAt > FRESH_MS) {
      loading ??= load().finally(() => {
        loading = null;
      });
      await loading.catch((error: unknown) => {
        if (merged === null) throw error;
        log.warn({ err: error }, 'serving the OpenAPI document of before');
      });
    }
    response.json(merged);
  });
  router.all('/openapi.json', methodNotAllowed('GET, HEAD'));
  return router;
}

async function fetchDocument(upstream: Upstream, service: Service): Promise<OpenApiDocument> {
  const { status, text } = await upstream.call(service, {
    method: 'GET',
    path: '/openapi.json',
    headers: ['accept', 'application/json'],
    deadlineMs: DEADLINE_MS,
    maxBytes: MAX_BYTES,
    mayRepeat: true,
  });
  if (status !== 200) throw unavailable(new Error(`${service.name} answered ${status} to /openapi.json`));
  try {
    return JSON.parse(text) as OpenApiDocument;
  } catch (error) {
    throw new AppError('SERVICE_UNAVAILABLE', { cause: error });
  }
}

/**
 * Puts documents together. Components of one name that are the same are kept once; one that differs gets a number at
 * its name, in its document's references too.
 */
function mergeOpenApi(documents: readonly OpenApiDocument[]): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  const components: Record<string, Record<string, unknown>> = {};
  const tags = new Map<string, { readonly name: string }>();
  for (const original of documents) {
    const document = withoutClashes(original, components);
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      // What services have for each other is not reached through here.
      if (item['x-internal'] !== true) paths[path] = { ...paths[path], ...item };
    }
    for (const [kind, named] of Object.entries(document.components ?? {})) {
      components[kind] = { ...components[kind], ...named };
    }
    for (const tag of document.tags ?? []) tags.set(tag.name, tag);
  }
  const [first] = documents;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cloakroom',
      version: first?.info.version ?? '0',
      description: 'The REST routes of all services. The same use cases answer GraphQL at /graphql.',
    },
    paths,
    components,
    ...(tags.size === 0 ? {} : { tags: [...tags.values()] }),
  };
}

function withoutClashes(
  document: OpenApiDocument,
  taken: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): OpenApiDocument {
  let text = JSON.stringify(document);
  const renamed: Record<string, Record<string, string>> = {};
  for (const [kind, named] of Object.entries(document.components ?? {})) {
    for (const [name, component] of Object.entries(named)) {
      const other = taken[kind]?.[name];
      if (other === undefined || isDeepStrictEqual(other, component)) continue;
      let number = 2;
      while (taken[kind]?.[`${name}${number}`] !== undefined || named[`${name}${number}`] !== undefined)
        number += 1;
      (renamed[kind] ??= {})[name] = `${name}${number}`;
      text = text.replaceAll(`"#/components/${kind}/${name}"`, `"#/components/${kind}/${name}${number}"`);
    }
  }
  const rewritten = JSON.parse(text) as OpenApiDocument;
  const components = Object.entries(rewritten.components ?? {}).map(([kind, named]) => [
    kind,
    Object.fromEntries(Object.entries(named).map(([name, value]) => [renamed[kind]?.[name] ?? name, value])),
  ]);
  return {
    ...rewritten,
    components: Object.fromEntries(components) as OpenApiDocument['components'] & object,
  };
}
