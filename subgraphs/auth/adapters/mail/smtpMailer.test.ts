import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailMessage } from '../../ports';
import { createSmtpMailer } from './smtpMailer';

const from = { name: 'Cloakroom "Mail"', address: 'no-reply@example.com' };
const message = (overrides: Partial<MailMessage> = {}): MailMessage => ({
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'plain',
  html: '<p>rich</p>',
  link: null,
  ...overrides,
});

interface Received {
  from: string;
  to: string[];
  raw: string;
  isEncrypted: boolean;
}

/** A real SMTP server on a free port, with what it was sent. */
async function startSmtp(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    // Else it warns that its certificate is a well-known one.
    logger: false,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          isEncrypted: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    received,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const mailerFor = (port: number, options: { sendMs?: number; user?: string; query?: string } = {}) =>
  createSmtpMailer({
    url: `smtp://${options.user ?? ''}127.0.0.1:${port}${options.query ?? ''}`,
    from,
    ...(options.sendMs === undefined ? {} : { sendMs: options.sendMs }),
  });

/** What a header says, its folded lines put together. */
const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replaceAll(/\r\n\s+/g, ' ');

it('sends text and HTML to one recipient, encrypted, over a connection that is kept', async () => {
  const smtp = await startSmtp();
  const mailer = mailerFor(smtp.port);
  await mailer.send(message());
  await mailer.send(message({ to: 'jürgen.o’hara@example.com'.replace('ü', 'u').replace('’', "'") }));
  mailer.close();
  const [first, second] = smtp.received;
  expect(first).toMatchObject({ from: from.address, to: ['ada@example.com'], isEncrypted: true });
  expect(first!.raw).toContain('plain');
  expect(first!.raw).toContain('<p>rich</p>');
  expect(header(first!.raw, 'from')).toBe('"Cloakroom \\"Mail\\"" <no-reply@example.com>');
  expect(header(first!.raw, 'auto-submitted')).toBe('auto-generated');
  expect(second!.to).toEqual(["jurgen.o'hara@example.com"]);
  expect(smtp.connections()).toBe(1);
  await smtp.close();
});

it('signs in with the user and password of the URL', async () => {
  const users: unknown[] = [];
  const smtp = await startSmtp({
    authOptional: false,
    onAuth(auth, _session, done) {
      users.push([auth.username, auth.password]);
      done(null, { user: auth.username });
    },
  });
  const mailer = mailerFor(smtp.port, { user: 'mail%40user:p%40ss%3Aword@' });
  await mailer.send(message());
  mailer.close();
  expect(users).toEqual([['mail@user', 'p@ss:word']]);
  await smtp.close();
});

it.each([
  ['a recipient with a line break', { to: 'ada@example.com\r\nBcc: eve@example.com' }],
  ['two recipients in one', { to: 'ada@example.com, eve@example.com' }],
  ['a subject with a line break', { subject: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody' }],
])('lets nobody put headers or recipients into a mail through %s', async (_what, change) => {
  const smtp = await startSmtp();
  const mailer = mailerFor(smtp.port);
  await mailer.send(message(change)).catch(() => undefined);
  mailer.close();
  for (const { to, raw } of smtp.received) {
    expect(to).not.toContain('eve@example.com');
    expect(to).toHaveLength(1);
    expect(header(raw, 'bcc')).toBeUndefined();
  }
  await smtp.close();
});

const refusal = (responseCode: number) =>
  Object.assign(new Error('<ada@example.com> no such user'), { responseCode });

it.each([
  [550, true],
  [451, false],
])('says of a recipient refused with %i whether that is final: %s', async (code, isFinal) => {
  const smtp = await startSmtp({ onRcptTo: (_address, _session, done) => done(refusal(code)) });
  const mailer = mailerFor(smtp.port);
  const error: unknown = await mailer.send(message()).catch((thrown: unknown) => thrown);
  mailer.close();
  expect(error).toMatchObject({ name: 'MailFailure', isFinal });
  expect(String((error as Error).stack)).not.toContain('ada@');
  expect((error as Error).message).toContain(String(code));
  await smtp.close();
});

it('tries again later when the server does not take our own sender or login', async () => {
  const sender = await startSmtp({ onMailFrom: (_address, _session, done) => done(refusal(550)) });
  const login = await startSmtp({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(refusal(535)),
  });
  for (const [smtp, user] of [
    [sender, ''],
    [login, 'user:wrong@'],
  ] as const) {
    const mailer = mailerFor(smtp.port, { user });
    await expect(mailer.send(message())).rejects.toMatchObject({ name: 'MailFailure', isFinal: false });
    mailer.close();
    await smtp.close();
  }
});

describe('a server that is not well', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  const startPlain = async (onConnection: Parameters<typeof createServer>[1]) => {
    const server = createServer(onConnection);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };

  it('is down', async () => {
    const smtp = await startSmtp();
    await smtp.close();
    const mailer = mailerFor(smtp.port);
    await expect(mailer.send(message())).rejects.toMatchObject({ name: 'MailFailure', isFinal: false });
    mailer.close();
  });

  it('accepts and says nothing', async () => {
    const port = await startPlain((socket) => socket.on('error', () => undefined));
    const mailer = mailerFor(port, { sendMs: 200 });
    await expect(mailer.send(message())).rejects.toMatchObject({ name: 'MailFailure', isFinal: false });
    mailer.close();
  });

  it('trickles an answer that never ends', async () => {
    const port = await startPlain((socket) => {
      const drip = setInterval(() => socket.write('220-wait\r\n'), 20);
      socket.on('error', () => undefined);
      socket.on('close', () => clearInterval(drip));
    });
    const mailer = mailerFor(port, { sendMs: 300 });
    await expect(mailer.send(message())).rejects.toMatchObject({ name: 'MailFailure', isFinal: false });
    mailer.close();
  });

  it('hangs up in the middle, once; the next mail goes through', async () => {
    let isFirst = true;
    const smtp = await startSmtp({
      onRcptTo(_address, _session, done) {
        if (isFirst) {
          isFirst = false;
          done(Object.assign(new Error('closing'), { responseCode: 421 }));
        } else done();
      },
    });
    const mailer = mailerFor(smtp.port);
    await expect(mailer.send(message())).rejects.toMatchObject({ isFinal: false });
    await mailer.send(message());
    mailer.close();
    expect(smtp.received).toHaveLength(1);
    await smtp.close();
  });
});
