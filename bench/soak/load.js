import { createHash, randomBytes } from 'node:crypto';
import { clientOf, send, Unexpected } from './client.js';

/** How many persons ask at a time; the oldest one makes room for each new one. */
const PERSONS = 200;
const PASSWORD = 'correct horse battery staple';
const SESSION = '{ accessToken refreshToken user { id } }';

/**
 * What clients do, and how often of 100: what is new each time (texts, hashes, key ids, addresses, persons, files) is
 * what caches, counters and maps may keep for ever.
 */
export function createLoad(url) {
  const client = clientOf(url);
  const { ask, post } = client;
  const persons = [];
  let count = 0;
  const any = () => persons[Math.floor(Math.random() * persons.length)];
  const expectStatus = ({ status, text }, expected) => {
    if (status !== expected) throw new Unexpected(status, text.slice(0, 100));
  };

  const register = async () => {
    const input = { name: 'Ada', email: `${randomBytes(8).toString('hex')}@example.org`, password: PASSWORD };
    const query = `mutation Register($input: RegisterInput!) { register(input: $input) ${SESSION} }`;
    const { register: session } = await ask(query, { input });
    persons.push({ email: input.email, token: session.accessToken, refreshToken: session.refreshToken });
    if (persons.length > PERSONS) persons.shift();
  };

  /** A refresh token is good once, so that of those who come for the same person the first one renews it. */
  const renew = async (person) => {
    const { refreshToken } = person;
    if (refreshToken !== null) {
      person.refreshToken = null;
      const query = `mutation Renew($input: RefreshSessionInput!) { refreshSession(input: $input) ${SESSION} }`;
      const { refreshSession } = await ask(query, { input: { refreshToken } });
      person.token = refreshSession.accessToken;
      person.refreshToken = refreshSession.refreshToken;
    }
    await ask('{ me { id files(first: 1) { totalCount } } }', {}, person.token);
  };

  const kinds = {
    'known text': [
      25,
      () => ask('{ me { id name files(first: 5) { edges { node { id name size } } } } }', {}, any().token),
    ],
    'token never seen': [10, () => renew(any())],
    'text never seen': [15, () => ask(`query Soak${(count += 1)} { me { id name } }`, {}, any().token)],
    'persisted query never seen': [
      5,
      async () => {
        const query = `query Persisted${(count += 1)} { me { id } }`;
        const sha256Hash = createHash('sha256').update(query).digest('hex');
        const extensions = { persistedQuery: { version: 1, sha256Hash } };
        expectStatus(await post({ query, extensions }, any().token), 200);
        expectStatus(await post({ extensions }, any().token), 200);
      },
    ],
    'key id never seen': [
      10,
      async () => {
        const kid = randomBytes(8).toString('hex');
        const head = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid })).toString('base64url');
        const [, ...rest] = any().token.split('.');
        expectStatus(await post({ query: '{ me { id } }' }, [head, ...rest].join('.')), 401);
      },
    ],
    nonsense: [5, async () => expectStatus(await post(randomBytes(60).toString('latin1')), 400)],
    'file that is not there': [
      10,
      async () => {
        const headers = { authorization: `Bearer ${any().token}` };
        expectStatus(await send(`${url}/file/${randomBytes(8).toString('hex')}`, { headers }), 404);
      },
    ],
    'file from beginning to end': [15, () => storeAndDelete(client, any().token)],
    'new person': [2, register],
    session: [
      3,
      async () => {
        const input = { email: any().email, password: PASSWORD };
        const login = `mutation Login($input: LoginInput!) { login(input: $input) ${SESSION} }`;
        const { login: session } = await ask(login, { input });
        const refresh = `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) ${SESSION} }`;
        const { refreshSession } = await ask(refresh, { input: { refreshToken: session.refreshToken } });
        const logout = 'mutation Logout($input: LogoutInput!) { logout(input: $input) { __typename } }';
        await ask(logout, { input: { refreshToken: refreshSession.refreshToken } });
      },
    ],
  };
  const lots = Object.entries(kinds).flatMap(([kind, [of100, run]]) => Array(of100).fill({ kind, run }));

  return {
    /** Registers those who ask. */
    async begin(howMany = 20) {
      for (let index = 0; index < howMany; index += 1) await register();
    },
    /** Does one thing that clients do, and answers its kind; what goes wrong is thrown with its kind. */
    async once() {
      const { kind, run } = lots[Math.floor(Math.random() * lots.length)];
      try {
        await run();
      } catch (error) {
        throw new Error(kind, { cause: error });
      }
      return kind;
    },
  };
}

async function storeAndDelete({ ask }, token) {
  const input = {
    name: 'note.txt',
    size: 5,
    contentType: 'text/plain',
    idempotencyKey: randomBytes(8).toString('hex'),
  };
  const { requestUpload } = await ask(
    `mutation Begin($input: RequestUploadInput!) { requestUpload(input: $input) {
      file { id } upload { ... on PutUpload { url headers { name value } } } } }`,
    { input },
    token,
  );
  const { file, upload } = requestUpload;
  const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]));
  const { status, text } = await send(upload.url, { method: 'PUT', headers, body: 'hello' });
  if (status !== 200) throw new Unexpected(status, text.slice(0, 200));
  const variables = { id: file.id };
  const complete =
    'mutation End($id: ID!) { completeUpload(input: { fileId: $id }) { file { downloadUrl } } }';
  const { completeUpload } = await ask(complete, variables, token);
  const got = await send(completeUpload.file.downloadUrl);
  if (got.text !== 'hello') throw new Unexpected(got.status, got.text.slice(0, 200));
  await ask(
    'mutation Delete($id: ID!) { deleteFile(input: { fileId: $id }) { __typename } }',
    variables,
    token,
  );
}
