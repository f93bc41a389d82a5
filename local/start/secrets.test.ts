import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSecrets } from './secrets';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'cloakroom-secrets-')), '.cloakroom');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

it('makes secrets on the first start and finds them on the second', () => {
  const made = keepSecrets(folder);
  expect(made.passwordPepper.length).toBeGreaterThanOrEqual(32);
  expect(keepSecrets(folder)).toEqual(made);
});

it('makes other secrets for another folder', () => {
  expect(keepSecrets(folder).passwordPepper).not.toBe(keepSecrets(join(folder, 'other')).passwordPepper);
});

it('lets nobody else on the machine read them', () => {
  keepSecrets(folder);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0);
});

it('refuses a damaged file rather than locking everybody out with new secrets', () => {
  keepSecrets(folder);
  writeFileSync(join(folder, 'secrets.json'), '{"passwordPepper":"short"}');
  expect(() => keepSecrets(folder)).toThrow(/damaged/);
});

it('refuses a file that is not JSON, and does not quote it', () => {
  keepSecrets(folder);
  writeFileSync(join(folder, 'secrets.json'), '{"passwordPepper":"half a sec');
  expect(() => keepSecrets(folder)).toThrow(/damaged/);
  expect(() => keepSecrets(folder)).not.toThrow(/half a sec/);
});
