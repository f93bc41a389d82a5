import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** docker-compose.yml, read rather than run: CI has no Docker engine. */
interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  networks: string[];
  ports?: string[];
  profiles?: string[];
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  privileged?: boolean;
  security_opt?: string[];
  restart?: string;
  logging?: { options: Record<string, string> };
  user?: string;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
}

const root = join(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const composeText = text('docker-compose.yml');
const compose = parse(composeText, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const manifest = JSON.parse(text('package.json')) as { version: string; scripts: Record<string, string> };
const variablesIn = (code: string) =>
  [...code.matchAll(/^\s+([A-Z][A-Z0-9_]+): /gm)].map((match) => match[1]!);
const variablesOf = (path: string) => {
  const code = text(path);
  const shared = code.includes('...SEEING_VARIABLES') ? variablesIn(text('platform/service/config.ts')) : [];
  return [...variablesIn(code), ...shared];
};

/** What OpenTelemetry's SDK reads itself. */
const OTEL = [
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
];

describe('docker-compose.yml', () => {
  it('pins every image to a version, our own to the one of package.json', () => {
    for (const [name, { image, build }] of services) {
      expect({ name, image }).toEqual({
        name,
        image: expect.stringMatching(/:v?\d+\.\d+(\.\d+)?$/) as string,
      });
      if (build !== undefined) expect(image).toBe(`cloakroom:${manifest.version}`);
    }
  });

  it('checks the health of everything that keeps running, and waits for what does not', () => {
    const runsOnce = services.filter(([, { healthcheck }]) => healthcheck?.disable === true);
    expect(runsOnce.map(([name]) => name)).toEqual(['bucket']);
    for (const [name, { healthcheck }] of services) {
      if (name !== 'bucket')
        expect({ name, test: healthcheck?.test?.[0] }).toEqual({
          name,
          test: expect.stringMatching(/^CMD/) as string,
        });
    }
  });

  it('starts each service when what it needs is ready', () => {
    const waits = Object.fromEntries(
      services.map(([name, { depends_on: needs = {} }]) => [
        name,
        Object.fromEntries(Object.entries(needs).map(([other, { condition }]) => [other, condition])),
      ]),
    );
    expect(waits).toEqual({
      mongo: {},
      objectstore: {},
      bucket: { objectstore: 'service_healthy' },
      auth: { mongo: 'service_healthy' },
      files: {
        mongo: 'service_healthy',
        bucket: 'service_completed_successfully',
        auth: 'service_healthy',
      },
      gateway: { auth: 'service_healthy', files: 'service_healthy' },
      prometheus: {},
      grafana: { prometheus: 'service_healthy' },
    });
  });

  it('F01 publishes the gateway and the store only; the rest is on networks with no way in', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual([
      'objectstore',
      'gateway',
      'grafana',
    ]);
    for (const name of ['mongo', 'auth', 'files', 'bucket', 'prometheus']) {
      for (const network of compose.services[name]!.networks) {
        // Mail needs a way out; without published ports it is no way in.
        if (name === 'auth' && network === 'mail') continue;
        expect({ name, network, ...compose.networks[network] }).toMatchObject({ internal: true });
      }
    }
  });

  it('runs Prometheus and Grafana only when asked to, and shows the dashboard on this machine only', () => {
    const optional = services.filter(([, { profiles }]) => profiles !== undefined);
    expect(optional.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['prometheus', ['observability']],
      ['grafana', ['observability']],
    ]);
    expect(compose.services.grafana!.ports).toEqual(['127.0.0.1:${GRAFANA_PORT:-3000}:3000']);
    expect(compose.services.grafana!.networks).toEqual(['observability', 'dashboard-door']);
    expect(compose.services.grafana!.environment).toMatchObject({
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_AUTH_DISABLE_LOGIN_FORM: 'true',
      GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true',
    });
  });

  it('gives no container more rights than it needs', () => {
    for (const [name, service] of services) {
      expect({ name, ...service }).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: expect.stringMatching(/^(unless-stopped|on-failure:\d+)$/) as string,
        logging: { options: { 'max-size': '10m', 'max-file': '5' } },
      });
      expect([service.cap_add, service.privileged]).toEqual([undefined, undefined]);
      // Ours say USER in the Dockerfile.
      if (service.build === undefined)
        expect({ name, user: service.user }).toEqual({
          name,
          user: expect.stringMatching(/^\d+:\d+$/) as string,
        });
    }
  });

  it.each([
    ['auth', 'subgraphs/auth/config.ts', OTEL],
    ['files', 'subgraphs/files/config.ts', ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', ...OTEL]],
    ['gateway', 'gateway/config.ts', OTEL],
    ['bucket', 'scripts/prepareBucket/config.ts', ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']],
  ])('hands %s every variable it reads and no other', (name, config, readByTheSdk) => {
    // These two are the image's business.
    const settable = variablesOf(config).filter(
      (variable) => !['HOST', 'SUPERGRAPH_PATH'].includes(variable),
    );
    const given = Object.keys(compose.services[name]!.environment ?? {});
    expect(given.sort()).toEqual([...settable, ...readByTheSdk].sort());
  });

  it('L04 has no default for a secret: without it nothing starts', () => {
    const used = [...composeText.matchAll(/\$\{([A-Z][A-Z0-9_]*)([^}]*)\}/g)].map((match) => ({
      name: match[1]!,
      rest: match[2]!,
    }));
    // Without this one a way in stays shut.
    const secrets = used.filter(
      ({ name }) => /SECRET|PEPPER|PASSWORD$|ACCESS_KEY/.test(name) && name !== 'S3_EVENTS_SECRET',
    );
    expect(secrets.length).toBeGreaterThan(8);
    for (const { name, rest } of secrets) {
      expect({ name, rest }).toEqual({ name, rest: `:?set ${name} in .env` });
    }
    const literal = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(
        ([name, value]) => /SECRET|PEPPER|PASSWORD$|ACCESS_KEY/.test(name) && !value.startsWith('${'),
      ),
    );
    expect(literal).toEqual([]);
  });

  it('starts what the sources hold, as package.json does', () => {
    for (const name of ['auth', 'files', 'gateway']) {
      const command = compose.services[name]!.command!.join(' ');
      expect(manifest.scripts[`start:${name}`]).toContain(command);
    }
    for (const [, { command = [] }] of services) {
      const entry = command[1]?.replace(/^dist\/(.*)\.js$/, '$1.ts');
      if (entry !== undefined)
        expect({ entry, exists: existsSync(join(root, entry)) }).toMatchObject({ exists: true });
    }
  });

  it('mounts files that exist, and declares its volumes', () => {
    for (const source of services
      .flatMap(([, { volumes = [] }]) => volumes)
      .map((mount) => mount.split(':')[0]!)) {
      const known = source.startsWith('./') ? existsSync(join(root, source)) : source in compose.volumes;
      expect({ source, known }).toEqual({ source, known: true });
    }
  });
});
