import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOtlpReceiver, type SeenSpan } from './OtlpReceiver';

// Everything is started once, and passwords are hashed at full cost.
jest.setTimeout(120_000);

const PASSWORD = 'canary of a password 4711';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const REST_TRACE = TRACE.replace(/^0/, '1');

let folder: string;
let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let accessToken = '';
let refreshToken = '';
let uploadUrl = '';
let downloadUrl = '';
let metrics = '';
let uploaded: SeenSpan[];
let fetchedByRest: SeenSpan[];

/** Does what a client does, once, and stops; the tests look at what was left. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloakroom-seeing-'));
  receiver = await startOtlpReceiver();
  // As built and in a process of its own: OpenTelemetry loads parts of itself in a way that Jest does not allow.
  const child = spawn(process.execPath, [join(__dirname, '../../../dist/local/start/main.js')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CLOAKROOM_DATA: folder,
      LOG_LEVEL: 'debug',
      METRICS_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Cloakroom is ready.')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
  const port = logged().find(({ service: of, port: at }) => of === 'gateway' && at !== undefined)!
    .port as number;
  const origin = `http://127.0.0.1:${port}`;
  const ask = async (query: string, input: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables: { input } }),
    });
    return (await response.json()) as { data: Record<string, unknown> };
  };

  const register =
    'mutation ($input: RegisterInput!) { session: register(input: $input) { accessToken refreshToken } }';
  const signedUp = await ask(register, { email: 'canary@example.com', password: PASSWORD, name: 'Ada' });
  ({ accessToken, refreshToken } = signedUp.data.session as { accessToken: string; refreshToken: string });
  const authorization = `Bearer ${accessToken}`;
  const request = `mutation ($input: RequestUploadInput!) { ticket: requestUpload(input: $input) {
    file { id } upload { ... on PutUpload { url headers { name value } } } } }`;
  const asked = await ask(request, { name: 'a.txt', size: 5, contentType: 'text/plain' }, { authorization });
  const ticket = asked.data.ticket as {
    file: { id: string };
    upload: { url: string; headers: { name: string; value: string }[] };
  };
  uploadUrl = ticket.upload.url;
  const headers = Object.fromEntries(ticket.upload.headers.map(({ name, value }) => [name, value]));
  await fetch(uploadUrl, { method: 'PUT', headers, body: 'hello' });
  const complete = `mutation Done($input: CompleteUploadInput!) { done: completeUpload(input: $input) {
    file { status downloadUrl } } }`;
  const trace = { authorization, traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
  const done = await ask(complete, { fileId: ticket.file.id }, trace);
  downloadUrl = (done.data.done as { file: { downloadUrl: string } }).file.downloadUrl;
  await fetch(`${origin}/file/${ticket.file.id}`, {
    headers: { authorization, traceparent: `00-${REST_TRACE}-b7ad6b7169203331-01` },
  });
  for (const { metricsPort } of logged().filter((line) => 'metricsPort' in line))
    metrics += await (await fetch(`http://127.0.0.1:${String(metricsPort)}/metrics`)).text();
  child.kill('SIGTERM');
  await once(child, 'exit');
  uploaded = receiver.spans.filter(({ traceId }) => traceId === TRACE);
  fetchedByRest = receiver.spans.filter(({ traceId }) => traceId === REST_TRACE);
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

function logged(): Record<string, unknown>[] {
  const lines = readFileSync(join(folder, 'cloakroom.log'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('joins gateway, files, MongoDB and S3 in the one trace that the client began', () => {
  const find = (name: RegExp, service: string) => {
    const span = uploaded.find((one) => name.test(one.name) && one.service === service);
    if (span === undefined) throw new Error(`${String(name)} is not in ${JSON.stringify(uploaded, null, 1)}`);
    return span;
  };
  const gateway = find(/^mutation Done$/, 'cloakroom-gateway');
  const fetched = find(/^fetch files$/, 'cloakroom-gateway');
  const files = find(/^mutation Done__files__0$/, 'cloakroom-files');
  const mongodb = find(/^mongodb (find|findAndModify) /, 'cloakroom-files');
  const s3 = find(/^s3 HeadObject/, 'cloakroom-files');
  expect(gateway.parentId).toBe('b7ad6b7169203331');
  expect(files.parentId).toBe(fetched.spanId);
  expect(mongodb.parentId).toBe(files.spanId);
  expect(s3.parentId).toBe(files.spanId);
  expect(gateway.attributes).toMatchObject({
    'http.route': '/graphql',
    'http.response.status_code': '200',
    'graphql.operation.name': 'Done',
    'graphql.operation.type': 'mutation',
  });
});

it('joins gateway and files in the trace of a REST request as well', () => {
  const gateway = fetchedByRest.find(({ parentId }) => parentId === 'b7ad6b7169203331');
  expect(gateway).toMatchObject({ name: 'GET /file', service: 'cloakroom-gateway' });
  const fetched = fetchedByRest.find(({ parentId }) => parentId === gateway!.spanId);
  expect(fetched).toMatchObject({
    name: 'fetch files',
    service: 'cloakroom-gateway',
    attributes: { 'cloakroom.subgraph': 'files', 'http.response.status_code': '200' },
  });
  const files = fetchedByRest.find(({ parentId }) => parentId === fetched!.spanId);
  expect(files).toMatchObject({ name: 'GET /file', service: 'cloakroom-files' });
});

it('tells how the operation was planned', () => {
  expect(uploaded.map(({ name }) => name)).toEqual(expect.arrayContaining(['gateway.plan']));
});

it('makes no traces of what it does by itself', () => {
  for (const { name, parentId } of receiver.spans) {
    if (parentId === '') expect(name).toMatch(/^(mutation|query|POST|GET) /);
  }
});

it('writes one line for each operation: its text by hash, its time, its calls', () => {
  const line = logged().find(({ op, service }) => op === 'Done' && service === 'gateway');
  expect(line).toMatchObject({
    level: 'info',
    hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    status: 200,
    ms: expect.any(Number) as number,
    fetches: { files: 1 },
  });
});

it('asks nothing of a database before it is connected', () => {
  // That the gateway hears of a subgraph that it is not ready yet is no question to a database.
  const ofServices = logged().filter(({ service }) => service !== 'gateway');
  expect(ofServices.filter((line) => /initial connection|not ready/.test(JSON.stringify(line)))).toEqual([]);
});

it('B01 has no password, token, signature or URL in its log, traces and metrics', () => {
  const log = readFileSync(join(folder, 'cloakroom.log'), 'utf8');
  const canaries = {
    password: PASSWORD,
    accessToken,
    signatureOfToken: accessToken.split('.')[2]!,
    refreshToken,
    uploadUrl,
    downloadUrl,
    email: 'canary@example.com',
    signature: 'X-Amz-Signature',
    signatureOfUpload: new URL(uploadUrl).searchParams.get('X-Amz-Signature')!,
    signatureOfDownload: new URL(downloadUrl).searchParams.get('X-Amz-Signature')!,
  };
  for (const [name, canary] of Object.entries(canaries)) {
    expect(canary.length).toBeGreaterThan(10);
    const found = { log, traces: receiver.raw(), metrics };
    for (const [place, text] of Object.entries(found)) {
      expect({ name, place, isThere: text.includes(canary) }).toEqual({ name, place, isThere: false });
    }
  }
});
