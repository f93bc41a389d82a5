import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Dockerfile, read rather than built: CI has no Docker engine. */
const root = join(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

describe('Dockerfile', () => {
  const instructions = text('Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => ({ verb: line.split(' ')[0]!, rest: line.slice(line.indexOf(' ') + 1).trim() }));
  const all = (verb: string) => instructions.filter((line) => line.verb === verb).map(({ rest }) => rest);

  it('builds from one Node LTS, pinned to the patch', () => {
    expect(all('ARG')).toEqual([expect.stringMatching(/^NODE_IMAGE=node:(22|24)\.\d+\.\d+-[a-z]+-slim$/)]);
    expect(all('FROM')).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE} AS runtime']);
  });

  it('installs by the lockfile and leaves development behind', () => {
    const runs = all('RUN').join(' ');
    expect(runs).toContain('npm ci');
    expect(runs).toContain('npm prune --omit=dev');
  });

  it('runs as a user without rights, and knows its health', () => {
    const final = instructions.slice(instructions.findIndex(({ rest }) => rest.endsWith('AS runtime')));
    expect(final.filter(({ verb }) => verb === 'USER')).toEqual([{ verb: 'USER', rest: 'node' }]);
    expect(final.findLastIndex(({ verb }) => verb === 'COPY')).toBeLessThan(
      final.findIndex(({ verb }) => verb === 'USER'),
    );
    expect(all('HEALTHCHECK').join()).toContain('deploy/healthcheck.mjs');
    expect(all('CMD')).toEqual(['["node", "dist/gateway/main.js"]']);
  });

  it('copies only what exists and what .dockerignore lets through', () => {
    const allowed = text('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = all('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    expect([...copied].sort()).toEqual([...allowed].sort());
    for (const path of copied)
      expect({ path, exists: existsSync(join(root, path)) }).toMatchObject({ exists: true });
  });

  it('keeps the embedded servers out of the image', () => {
    expect(all('COPY').join('\n')).not.toMatch(/\blocal\b/);
  });
});
