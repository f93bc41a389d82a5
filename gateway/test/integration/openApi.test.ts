import { fakeService, startTestGateway, type FakeService } from './testbed';

const problem = { type: 'object', properties: { code: { type: 'string' } } };
const operation = (operationId: string, schema: string) => ({
  operationId,
  responses: {
    default: {
      description: 'A problem.',
      content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/${schema}` } } },
    },
  },
});
const documentOf = (paths: object, schemas: object) => ({
  openapi: '3.1.0',
  info: { title: 'One', version: '1.2.3' },
  paths,
  components: { schemas },
  tags: [{ name: 'all' }],
});

let auth: FakeService;
let files: FakeService;

beforeEach(async () => {
  auth = await fakeService(() =>
    documentOf(
      {
        '/login': { post: operation('login', 'Problem') },
        '/for-services': { 'x-internal': true, get: operation('forServices', 'Problem') },
      },
      { Problem: problem, Id: { type: 'string' } },
    ),
  );
  files = await fakeService(() =>
    documentOf(
      { '/upload': { post: operation('upload', 'Id') } },
      { Problem: problem, Id: { type: 'integer' } },
    ),
  );
});
afterEach(() => Promise.all([auth.close(), files.close()]));

it('describes the routes of both services in one document, each with its own components', async () => {
  const gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
  try {
    const response = await fetch(`${gateway.url}/openapi.json`);
    const document = (await response.json()) as { paths: object; components: { schemas: object } };
    expect(Object.keys(document.paths)).toEqual(['/login', '/upload']);
    expect(document.components.schemas).toEqual({
      Problem: problem,
      Id: { type: 'string' },
      Id2: { type: 'integer' },
    });
    expect(JSON.stringify(document.paths)).toContain('"#/components/schemas/Id2"');
    await fetch(`${gateway.url}/openapi.json`);
    expect(auth.seen).toHaveLength(1);
  } finally {
    await gateway.close();
  }
});

it('answers 503 while a service cannot be asked', async () => {
  files.answer = (_request, response) => response.writeHead(500).end('no');
  const gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
  try {
    const response = await fetch(`${gateway.url}/openapi.json`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    files.answer = null;
    expect((await fetch(`${gateway.url}/openapi.json`)).status).toBe(200);
  } finally {
    await gateway.close();
  }
});
