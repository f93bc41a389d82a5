import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Program } from './processes';

/** What a start that fails has said by its end. */
async function lastWords(program: Program): Promise<string> {
  await new Promise((resolve) => program.child.once('close', resolve));
  expect(program.child.exitCode).toBe(1);
  return program.output();
}

it('L04 names a faulty variable and never its value', async () => {
  const program = run('auth', 'subgraphs/auth/main', {
    MONGODB_URI: 'postgres://user:hunter2@db',
    PASSWORD_PEPPER: 'too-short',
    SERVICE_SECRET: 'x'.repeat(40),
    PORT: '99999',
  });
  const said = await lastWords(program);
  for (const variable of ['MONGODB_URI', 'PASSWORD_PEPPER', 'PORT']) expect(said).toContain(variable);
  for (const value of ['hunter2', 'too-short', '99999']) expect(said).not.toContain(value);
});

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloakroom-start-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const start = (env: NodeJS.ProcessEnv) =>
    lastWords(run('all', 'local/start/main', { PORT: '0', CLOAKROOM_DATA: join(folder, 'data'), ...env }));

  it('lists the faults of all three services at once', async () => {
    const said = await start({
      BCRYPT_COST: '9',
      QUOTA_BYTES: 'lots',
      MAX_QUERY_DEPTH: '-1',
      LOG_LEVEL: 'loud',
    });
    expect(said).toContain('4 faults');
    for (const name of ['BCRYPT_COST', 'QUOTA_BYTES', 'MAX_QUERY_DEPTH', 'LOG_LEVEL'])
      expect(said).toContain(`- ${name} must be`);
  });

  it('refuses a port that leaves no room for the four next to it', async () => {
    expect(await start({ PORT: '65535' })).toContain('- PORT must be a whole number from 0 to 65531');
  });

  it('says what to do when the data folder cannot be one', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const said = await start({ CLOAKROOM_DATA: file });
    expect(said).toContain(`The data folder ${file} cannot be used`);
    expect(said).toContain('CLOAKROOM_DATA');
    expect(said).not.toMatch(/^ +at /m);
  });

  it('names the variable when it cannot listen there', async () => {
    const occupied = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => occupied.once('listening', resolve));
    const { port } = occupied.address() as { port: number };
    expect(await start({ PORT: String(port) })).toContain('set PORT');
    await new Promise((resolve) => occupied.close(resolve));
    const elsewhere = await start({ HOST: '192.0.2.1' });
    expect(elsewhere).toContain('HOST');
    expect(elsewhere).not.toMatch(/^ +at /m);
  });
});
