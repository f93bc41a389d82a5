import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { collectMetrics, type MeasuredService } from '../../platform/seeing';

const root = join(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

interface Panel {
  title: string;
  type: string;
  targets?: { expr: string }[];
}
const { panels } = JSON.parse(text('deploy/grafana/cloakroom.json')) as { panels: Panel[] };
const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** Every metric of the three processes, and the labels of ours. */
async function exported() {
  const services: MeasuredService[] = ['gateway', 'auth', 'files'];
  const all = await Promise.all(
    services.map(async (service) => {
      const { registry, stop } = collectMetrics(service);
      const metrics = await registry.getMetricsAsJSON();
      stop();
      return metrics;
    }),
  );
  return new Map(all.flat().map((metric) => [metric.name, metric]));
}

const used = (expression: string) =>
  (expression.match(/\b(cloakroom|nodejs|process)_\w+/g) ?? []).map((name) =>
    name.replace(/(?<=_seconds)_(bucket|count|sum)$/, ''),
  );

it('shows in Grafana only metrics that the processes export', async () => {
  const names = [...(await exported()).keys()];
  expect(expressions.flatMap(used).filter((name) => !names.includes(name))).toEqual([]);
});

it('shows every metric of our own in Grafana', async () => {
  const shown = new Set(expressions.flatMap(used));
  const own = [...(await exported()).keys()].filter((name) => name.startsWith('cloakroom_'));
  expect(own.filter((name) => !shown.has(name))).toEqual([]);
});

it('documents every metric of our own, and no other', async () => {
  const own = [...(await exported()).values()].filter(({ name }) => name.startsWith('cloakroom_'));
  const rows = own.map(({ name, help }) => `| \`${name}\` | ${help} |`);
  const documented = text('docs/operations.md')
    .split('\n')
    .filter((line) => line.startsWith('| `cloakroom_'))
    .map((line) => line.replace(/ +/g, ' '));
  expect(documented.sort()).toEqual(rows.sort());
});

it('gives each panel a title, and something to show unless it is a heading', () => {
  for (const { title, type, targets = [] } of panels) {
    expect(title).not.toBe('');
    expect({ title, count: targets.length > 0 }).toEqual({ title, count: type !== 'row' });
  }
});

it('lets Prometheus ask each process at its own port', () => {
  const { scrape_configs: jobs } = parse(text('deploy/grafana/prometheus.yml')) as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
  };
  const compose = parse(text('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { environment: Record<string, string>; networks: string[] }>;
  };
  for (const target of jobs[0]!.static_configs[0]!.targets) {
    const [name, port] = target.split(':');
    expect(compose.services[name!]!.environment.METRICS_PORT).toBe(port);
    expect(compose.services[name!]!.networks).toContain('services');
  }
  expect(compose.services.prometheus!.networks).toContain('services');
});

it('provides Grafana in docker compose with the dashboard and with Prometheus', () => {
  const { services } = parse(text('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { volumes: string[]; networks: string[]; environment: Record<string, string> }>;
  };
  const { grafana, prometheus } = services;
  const mounts = Object.fromEntries(grafana!.volumes.map((mount) => mount.split(':').slice(0, 2))) as Record<
    string,
    string
  >;
  expect(mounts['./deploy/grafana/provisioning']).toBe('/etc/grafana/provisioning');
  const dashboard = mounts['./deploy/grafana/cloakroom.json']!;
  expect(grafana!.environment.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH).toBe(dashboard);
  const { providers } = parse(text('deploy/grafana/provisioning/dashboards/cloakroom.yml')) as {
    providers: { options: { path: string } }[];
  };
  expect(providers.map(({ options }) => options.path)).toEqual([dirname(dashboard)]);
  const { datasources } = parse(text('deploy/grafana/provisioning/datasources/prometheus.yml')) as {
    datasources: { url: string; type: string }[];
  };
  expect(datasources).toMatchObject([{ type: 'prometheus', url: 'http://prometheus:9090' }]);
  expect(prometheus!.networks.filter((network) => grafana!.networks.includes(network))).toEqual([
    'observability',
  ]);
  expect(prometheus!.volumes).toContain('./deploy/grafana/prometheus.yml:/etc/prometheus/prometheus.yml:ro');
});
