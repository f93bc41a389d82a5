import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { preProcessFile } from 'typescript';

/**
 * Who may import whom (ARCHITECTURE.md). Read from the import lines, so that a wrong one fails here and not in a
 * review. Tests may reach anything of their own service and local/.
 */
interface SourceFile {
  path: string;
  text: string;
  /** Imports of files, from the project's root. */
  files: string[];
  /** Imports of packages, by package name. */
  packages: string[];
}

const root = join(__dirname, '..');
const rooms = ['gateway', 'subgraphs', 'platform', 'local', 'e2e', 'schema', 'scripts'];
const sources = rooms
  .flatMap(filesOf)
  .filter((path) => path.endsWith('.ts'))
  .map(read);
const isTest = ({ path }: SourceFile) => /\.test\.ts$|\/test\//.test(path);
const production = sources.filter((file) => !isTest(file));

function filesOf(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name));
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const relative = specifiers.filter((specifier) => specifier.startsWith('.'));
  return {
    path,
    text,
    files: relative.map((specifier) => normalize(join(dirname(path), specifier))),
    packages: specifiers
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .map((specifier) =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
  };
}

/** Lists "file -> import" for each import of `from` that `isForbidden`; empty when the rule holds. */
function offences(from: SourceFile[], isForbidden: (target: string, file: SourceFile) => boolean): string[] {
  return from.flatMap((file) =>
    file.files.filter((target) => isForbidden(target, file)).map((target) => `${file.path} -> ${target}`),
  );
}

const within =
  (...folders: string[]) =>
  (target: string) =>
    folders.some((folder) => target === folder || target.startsWith(`${folder}/`));
const inRoom = (service: string, room: string) =>
  production.filter(({ path }) => path.startsWith(`${service}/${room}/`) || path === `${service}/${room}.ts`);

describe.each(['subgraphs/auth', 'subgraphs/files'])('%s', (service) => {
  const own = (...names: string[]) => within(...names.map((name) => `${service}/${name}`));
  const platform = (...names: string[]) => within(...names.map((name) => `platform/${name}`));

  it('has all its rooms', () => {
    for (const room of [
      'domain',
      'ports',
      'usecases',
      'adapters',
      'graphql',
      'rest',
      'app',
      'config',
      'main',
    ]) {
      expect({ room, files: inRoom(service, room).length }).not.toEqual({ room, files: 0 });
    }
  });

  it('keeps its domain pure: nothing but itself and the error table', () => {
    const allowed = [own('domain'), platform('errors')];
    expect(offences(inRoom(service, 'domain'), (target) => !allowed.some((is) => is(target)))).toEqual([]);
  });

  it('lets ports name only each other, the domain and the platform', () => {
    const allowed = [own('ports', 'domain'), within('platform')];
    expect(offences(inRoom(service, 'ports'), (target) => !allowed.some((is) => is(target)))).toEqual([]);
  });

  it('lets use cases know ports, the domain and the platform, and no SDK', () => {
    const allowed = [own('usecases', 'ports', 'domain'), platform('errors', 'identity', 'service')];
    expect(offences(inRoom(service, 'usecases'), (target) => !allowed.some((is) => is(target)))).toEqual([]);
  });

  it('lets adapters know ports, the domain and the platform', () => {
    const allowed = [own('adapters', 'ports', 'domain'), within('platform')];
    expect(offences(inRoom(service, 'adapters'), (target) => !allowed.some((is) => is(target)))).toEqual([]);
  });

  it.each([
    ['graphql', 'rest'],
    ['rest', 'graphql'],
  ])('keeps the %s door away from adapters and from the %s door', (door, other) => {
    expect(offences(inRoom(service, door), own('adapters', other, 'app', 'start'))).toEqual([]);
  });

  it('keeps each SDK in its adapter', () => {
    const rooms = ['domain', 'ports', 'usecases', 'graphql', 'rest', 'app', 'start'];
    const sdk = /^(mongoose|mongodb|bcrypt|jsonwebtoken|file-type|@aws-sdk\/.*|@smithy\/.*)$/;
    const found = rooms
      .flatMap((room) => inRoom(service, room))
      .flatMap(({ path, packages }) =>
        packages.filter((name) => sdk.test(name)).map((name) => `${path} -> ${name}`),
      );
    expect(found).toEqual([]);
  });

  it('imports no other service', () => {
    const others = within(
      'gateway',
      ...['subgraphs/auth', 'subgraphs/files'].filter((name) => name !== service),
    );
    expect(
      offences(
        sources.filter(({ path }) => path.startsWith(service)),
        others,
      ),
    ).toEqual([]);
  });
});

it('keeps the platform free of services', () => {
  const platform = production.filter(({ path }) => path.startsWith('platform/'));
  expect(offences(platform, (target) => !within('platform')(target))).toEqual([]);
});

it('keeps the gateway free of subgraphs', () => {
  expect(
    offences(
      sources.filter(({ path }) => path.startsWith('gateway/')),
      within('subgraphs'),
    ),
  ).toEqual([]);
});

it('lets nothing that runs in production import local/', () => {
  const outside = production.filter(({ path }) => !path.startsWith('local/'));
  expect(offences(outside, within('local'))).toEqual([]);
});

it('lets local/ start the services by their composition roots only', () => {
  const roots = /^(subgraphs\/\w+|gateway)\/(start|config|commands|reconcile)$/;
  const local = production.filter(({ path }) => path.startsWith('local/'));
  expect(offences(local, (target) => within('subgraphs', 'gateway')(target) && !roots.test(target))).toEqual(
    [],
  );
});

it('keeps the embedded servers free of everything else', () => {
  const servers = production.filter(({ path }) => /^local\/(mongo|s3)\//.test(path));
  expect(
    offences(
      servers,
      (target, { path }) => !within(path.split('/').slice(0, 2).join('/'), 'local/lockFolder')(target),
    ),
  ).toEqual([]);
});

it('keeps the end-to-end tests outside: they know the contract and HTTP', () => {
  const e2e = sources.filter(({ path }) => path.startsWith('e2e/'));
  expect(offences(e2e, (target) => !within('e2e', 'schema')(target))).toEqual([]);
});

it('reads the environment in config.ts only', () => {
  const readers = production.filter(
    ({ path, text }) => !/(^|\/)config\.ts$/.test(path) && text.includes('process.env'),
  );
  expect(readers.map(({ path }) => path).filter((path) => !path.startsWith('e2e/'))).toEqual([]);
});

it('declares every package it imports', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const runtime = Object.keys(manifest.dependencies ?? {});
  const all = [...runtime, ...Object.keys(manifest.devDependencies ?? {})];
  const isDevelopment = (file: SourceFile) => isTest(file) || /^(e2e|scripts|schema)\//.test(file.path);
  const undeclared = sources.flatMap((file) =>
    file.packages
      .filter((name) => !(isDevelopment(file) ? all : runtime).includes(name))
      .map((name) => `${file.path} -> ${name}`),
  );
  expect(undeclared).toEqual([]);
});

it('has no room for leftovers: no utils, helpers, common or Manager', () => {
  expect(
    sources.map(({ path }) => path).filter((path) => /utils?|helpers?|common|Manager/.test(path)),
  ).toEqual([]);
});

it('has every room in ARCHITECTURE.md, and no other', () => {
  const [, listed = ''] = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('```');
  let top = '';
  const named = new Map<string, string[]>();
  for (const [, indent, name] of listed.matchAll(/^( *)([\w-]+)\/ */gm)) {
    if (indent === '') named.set((top = name!), []);
    else if (indent === '  ') named.get(top)!.push(name!);
  }
  const foldersIn = (room: string) =>
    readdirSync(join(root, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$|dist$|coverage$|test$)/.test(entry.name))
      .map(({ name }) => name);
  expect([...named.keys()].sort()).toEqual([...foldersIn('.'), 'test'].sort());
  for (const room of ['gateway', 'subgraphs', 'platform', 'local']) {
    expect({ room, folders: named.get(room)!.sort() }).toEqual({ room, folders: foldersIn(room).sort() });
  }
});
