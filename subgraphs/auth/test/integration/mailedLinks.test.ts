import type { MailMessage } from '../../ports';
import { buildPerson, startTestApp, type Reply, type TestApp } from '../startTestApp';

/** Mailed links over HTTP, with everything as it is in production but the mail server and the database. */
const mails: MailMessage[] = [];
const waiting: ((mail: MailMessage) => void)[] = [];
/** The next mail to an address. */
const mailTo = (to: string): Promise<MailMessage> =>
  new Promise((resolve) => {
    const take = (mail: MailMessage): void => {
      const found = mails.findIndex((one) => one.to === to);
      if (found === -1) waiting.push(take);
      else resolve(mails.splice(found, 1)[0] ?? mail);
    };
    take(mails[0] as MailMessage);
  });
const tokenIn = ({ link }: MailMessage) => String(link?.split('#token=')[1]);

let auth: TestApp;
beforeAll(async () => {
  auth = await startTestApp({
    adapters: {
      mailer: {
        async send(message) {
          mails.push(message);
          for (const take of waiting.splice(0)) take(message);
        },
        close: () => undefined,
      },
    },
  });
});
afterAll(() => auth.close());

const run = async (
  name: string,
  input: object,
  token?: string,
  fields = 'success',
): Promise<Reply['body']> => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const { body } = await auth.graphql(
    `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} } }`,
    { input },
    token,
  );
  return body;
};

it('registers, verifies, changes password and address, resets and signs in by link', async () => {
  const person = buildPerson();
  const { body: session } = await auth.postJson('/register', person);
  const token = String(session.accessToken);
  const verified = await run(
    'verifyEmail',
    { token: tokenIn(await mailTo(person.email)) },
    undefined,
    'user { id emailVerifiedAt }',
  );
  expect(verified.data.verifyEmail.user).toEqual({
    id: session.user.id,
    emailVerifiedAt: expect.any(String) as string,
  });
  const { body: me } = await auth.graphql('{ me { email emailVerifiedAt } }', {}, token);
  expect(me.data.me).toMatchObject({ email: person.email, emailVerifiedAt: expect.any(String) as string });

  const change = { currentPassword: person.password, newPassword: 'an evening by the river' };
  expect((await run('changePassword', change, token, 'user { id }')).errors).toBeUndefined();
  expect((await mailTo(person.email)).subject).toContain('was changed');

  const newEmail = `new.${person.email}`;
  await run('requestEmailChange', { newEmail, password: change.newPassword }, token);
  await run('confirmEmailChange', { token: tokenIn(await mailTo(newEmail)) }, undefined, 'user { id }');
  expect((await mailTo(person.email)).subject).toContain('e-mail address');

  await run('requestPasswordReset', { email: newEmail });
  const newPassword = 'a morning in the hills';
  const reset = { token: tokenIn(await mailTo(newEmail)), newPassword };
  expect((await run('resetPassword', reset)).data.resetPassword).toEqual({ success: true });
  expect((await run('resetPassword', reset)).errors[0].extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'token',
    reason: 'LINK_INVALID',
  });
  expect((await auth.graphql('{ me { id } }', {}, token)).body.errors[0].extensions.code).toBe(
    'UNAUTHENTICATED',
  );
  await mailTo(newEmail);

  await run('requestMagicLink', { email: newEmail });
  const link = await mailTo(newEmail);
  const signedIn = await run('loginWithMagicLink', { token: tokenIn(link) }, undefined, 'user { id email }');
  expect(signedIn.data.loginWithMagicLink.user).toEqual({ id: session.user.id, email: newEmail });
  expect((await auth.postJson('/login', { email: newEmail, password: newPassword })).status).toBe(200);
});

it('P06 answers requests for known and unknown addresses byte by byte the same', async () => {
  const person = buildPerson();
  await auth.postJson('/register', person);
  await mailTo(person.email);
  for (const name of ['requestPasswordReset', 'requestMagicLink', 'requestEmailVerification']) {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { success } }`;
    const ask = async (email: string) => {
      const { status, headers, body } = await auth.graphql(query, { input: { email } });
      const kept = [...headers].filter(([header]) => !['date', 'x-request-id'].includes(header));
      return { status, headers: kept, body: body as unknown };
    };
    const known = await ask(person.email);
    expect(known).toMatchObject({ status: 200, body: { data: { [name]: { success: true } } } });
    expect(await ask(buildPerson().email)).toEqual(known);
    await mailTo(person.email);
  }
});

it('B01 writes neither addresses nor tokens to the log', async () => {
  const person = buildPerson();
  await auth.postJson('/register', person);
  const mail = await mailTo(person.email);
  await run('verifyEmail', { token: tokenIn(mail) }, undefined, 'user { id }');
  const log = auth.logLines.join('');
  expect(log).not.toContain(person.email);
  expect(log).not.toContain(tokenIn(mail));
});

it('says clearly that it sends no mail where no server is configured', async () => {
  const mute = await startTestApp();
  const query =
    'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { success } }';
  const { body } = await mute.graphql(query, { input: { email: 'ada@example.com' } });
  expect(body.errors[0]).toMatchObject({
    message: expect.stringContaining('SMTP_URL') as string,
    extensions: { code: 'SERVICE_UNAVAILABLE', reason: 'MAIL_OFF' },
  });
  expect((await mute.postJson('/register', buildPerson())).status).toBe(201);
  await mute.close();
});
