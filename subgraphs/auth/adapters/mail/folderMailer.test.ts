import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderMailer } from './folderMailer';

it('writes a mail to a file of its own that only its owner reads, and shows the link', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'mail-'));
  const folder = join(parent, 'mail');
  const printed: string[] = [];
  const mailer = createFolderMailer({
    folder,
    from: { name: 'Cloakroom', address: 'no-reply@cloakroom.localhost' },
    print: (text) => printed.push(text),
  });
  const mail = {
    to: 'ada@example.com',
    subject: 'Grüße',
    text: `Überlange ${'x'.repeat(200)}`,
    html: '<p>rich</p>',
  };
  await mailer.send({ ...mail, link: 'http://127.0.0.1:4000/account/verify-email#token=abc' });
  await mailer.send({ ...mail, link: null });
  const names = await readdir(folder);
  expect(names).toHaveLength(2);
  const file = join(folder, names.sort()[0]!);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const raw = await readFile(file, 'utf8');
  expect(raw).toMatch(/^To: ada@example.com$/m);
  expect(raw).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(raw).toMatch(/^From: Cloakroom <no-reply@cloakroom.localhost>$/m);
  expect(raw).toContain(mail.text);
  expect(raw).toContain('<p>rich</p>');
  expect(printed).toHaveLength(2);
  expect(printed[0]).toContain('http://127.0.0.1:4000/account/verify-email#token=abc');
  expect(printed[0]).toContain(folder);
  mailer.close();
  await rm(parent, { recursive: true });
});
