import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the configuration reads and what .env.example says of it. */
const root = join(__dirname, '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** The names in a config.ts: the keys of its zod object, each at the start of a line. */
function variablesOf(path: string): string[] {
  return [...text(path).matchAll(/^\s+([A-Z][A-Z0-9_]+): /gm)].map((match) => match[1]!);
}

const configs = ['gateway', 'subgraphs', 'platform', 'local', 'scripts'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)config\.ts$/.test(name))
    .map((name) => `${room}/${name}`),
);
const read = new Set(configs.flatMap(variablesOf));
const example = text('.env.example');
const documented = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map((match) => match[1]!);

/** Read by somebody else than a config.ts: AWS's credential chain, OpenTelemetry's SDK, and docker compose itself. */
const READ_ELSEWHERE = [
  'OTEL_SERVICE_NAME',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  ...[...text('docker-compose.yml').matchAll(/\$\{([A-Z][A-Z0-9_]+)/g)].map((match) => match[1]!),
];

it('finds the configuration of all three processes', () => {
  expect(configs).toEqual(
    expect.arrayContaining(['gateway/config.ts', 'subgraphs/auth/config.ts', 'subgraphs/files/config.ts']),
  );
  for (const path of configs)
    expect({ path, count: variablesOf(path).length }).not.toMatchObject({ count: 0 });
});

it('documents every variable that is read', () => {
  expect([...read].filter((name) => !documented.includes(name)).sort()).toEqual([]);
});

it('documents no variable that nobody reads', () => {
  expect(documented.filter((name) => !read.has(name) && !READ_ELSEWHERE.includes(name))).toEqual([]);
});

it('documents each variable once, with a comment above it', () => {
  expect([...new Set(documented)]).toEqual(documented);
  for (const paragraph of example.split(/\n\n/)) {
    if (/^#?[A-Z][A-Z0-9_]+=/m.test(paragraph)) expect(paragraph).toMatch(/^# /);
  }
});

it('gives no secret a value, not even as an example', () => {
  const values = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=(.*)$/gm)];
  const secrets = values.filter(([, name]) => /SECRET|PEPPER|_PASSWORD$|ACCESS_KEY/.test(name!));
  expect(secrets.length).toBeGreaterThanOrEqual(8);
  for (const [, name, value] of secrets) expect({ name, value }).toEqual({ name, value: '' });
});
