import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startOtlpReceiver } from './OtlpReceiver';

/**
 * OTEL_* as OpenTelemetry's specification has it (specification/configuration/sdk-environment-variables.md), by the
 * gateway alone. As built and in a process of its own: OpenTelemetry loads parts of itself in a way that Jest does not
 * allow.
 */
jest.setTimeout(120_000);

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const NOT_SAMPLED = SAMPLED.replace(/1$/, '0');

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

/** Starts a gateway, asks it one thing, stops it. Answers the lines of its log. */
async function askOnce(env: Record<string, string>, traceparent?: string) {
  const child = spawn(process.execPath, [join(__dirname, '../../../dist/gateway/main.js')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      AUTH_URL: 'http://127.0.0.1:1',
      FILES_URL: 'http://127.0.0.1:1',
      SERVICE_SECRET: 'a secret of the test that is long enough',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const lines = () =>
    printed
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const listening = lines().find((line) => 'port' in line);
      if (listening !== undefined) resolve(listening.port as number);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(traceparent === undefined ? {} : { traceparent }) },
    body: JSON.stringify({ query: 'query Kind { __typename }' }),
  });
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  child.kill('SIGTERM');
  await once(child, 'close');
  return lines();
}

const names = () => receiver.spans.map(({ name }) => name);

it('sends traces when there is an endpoint for them alone, exactly there, with the headers that are set', async () => {
  await askOnce({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/tenant-1/traces`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=k1,x-other=a%20b',
  });
  expect(names()).toContain('query Kind');
  expect(new Set(receiver.requests.map(({ path }) => path))).toEqual(new Set(['/tenant-1/traces']));
  expect(receiver.requests[0]!.headers).toMatchObject({ 'x-api-key': 'k1', 'x-other': 'a b' });
});

it('prefers the endpoint for traces over the one for everything, to whose path it adds v1/traces', async () => {
  await askOnce({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
  });
  await askOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/collector/` });
  expect([...new Set(receiver.requests.map(({ path }) => path))]).toEqual([
    '/v1/traces',
    '/collector/v1/traces',
  ]);
});

it('calls the process as OTEL_SERVICE_NAME says, before OTEL_RESOURCE_ATTRIBUTES, which add the rest', async () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  const attributes = {
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=second,deployment.environment.name=pro%20duction',
  };
  await askOnce(endpoint);
  await askOnce({ ...endpoint, ...attributes });
  await askOnce({ ...endpoint, ...attributes, OTEL_SERVICE_NAME: 'first' });
  const seen = receiver.spans.filter(({ name }) => name === 'query Kind').map(({ resource }) => resource);
  expect(seen.map((resource) => resource['service.name'])).toEqual(['cloakroom-gateway', 'second', 'first']);
  expect(seen[2]).toMatchObject({ 'deployment.environment.name': 'pro duction' });
});

it.each<[string, Record<string, string>, string | undefined]>([
  ['with the SDK disabled', { OTEL_SDK_DISABLED: 'TRUE' }, undefined],
  ['without an exporter', { OTEL_TRACES_EXPORTER: 'none' }, undefined],
  ['when they are never sampled', { OTEL_TRACES_SAMPLER: 'always_off' }, SAMPLED],
  ['of none of a hundred', { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, SAMPLED],
  ['when the caller decided so', {}, NOT_SAMPLED],
  ['by default when only the caller decides', { OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, undefined],
])('makes no traces %s', async (_when, env, traceparent) => {
  await askOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env }, traceparent);
  expect(receiver.requests).toEqual([]);
});

it.each<[string, Record<string, string>, string | undefined]>([
  ['with OTEL_SDK_DISABLED at anything but true', { OTEL_SDK_DISABLED: '0' }, undefined],
  ['when the caller decided so', { OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, SAMPLED],
  ['whatever the caller decided', { OTEL_TRACES_SAMPLER: 'always_on' }, NOT_SAMPLED],
])('makes traces %s', async (_when, env, traceparent) => {
  await askOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env }, traceparent);
  expect(names()).toContain('query Kind');
});

it('says in the log what OpenTelemetry finds wrong', async () => {
  const lines = await askOnce({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_TRACES_SAMPLER: 'sometimes',
  });
  expect(names()).toContain('query Kind');
  const faults = lines.filter(({ msg }) => msg === 'OpenTelemetry has a fault');
  expect(faults).toMatchObject([
    { level: 'warn', detail: expect.stringContaining('OTEL_TRACES_SAMPLER') as string },
  ]);
});
