import { run } from './processes';

it.each([
  ['auth', 'subgraphs/auth/main', ['MONGODB_URI', 'PASSWORD_PEPPER', 'SERVICE_SECRET']],
  ['files', 'subgraphs/files/main', ['MONGODB_URI', 'S3_BUCKET', 'AUTH_URL', 'SERVICE_SECRET']],
  ['gateway', 'gateway/main', ['AUTH_URL', 'FILES_URL', 'SERVICE_SECRET']],
])('L04 %s refuses to start and lists every missing variable at once', async (name, entry, missing) => {
  const program = run(name, entry, {});
  await new Promise((resolve) => program.child.once('exit', resolve));
  expect(program.child.exitCode).toBe(1);
  for (const variable of missing) expect(program.output()).toContain(`${variable} is missing`);
});

it('L04 names a faulty variable and never its value', async () => {
  const program = run('auth', 'subgraphs/auth/main', {
    MONGODB_URI: 'postgres://user:hunter2@db',
    PASSWORD_PEPPER: 'too-short',
    SERVICE_SECRET: 'x'.repeat(40),
    PORT: '99999',
  });
  await new Promise((resolve) => program.child.once('exit', resolve));
  expect(program.child.exitCode).toBe(1);
  for (const variable of ['MONGODB_URI', 'PASSWORD_PEPPER', 'PORT'])
    expect(program.output()).toContain(variable);
  for (const value of ['hunter2', 'too-short', '99999']) expect(program.output()).not.toContain(value);
});
