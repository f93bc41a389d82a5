import { buildPerson, startTestApp, type TestApp } from '../startTestApp';

const SESSION = '{ accessToken refreshToken tokenType expiresAt user { id name email createdAt } }';
const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) ${SESSION} }`;
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) ${SESSION} }`;

let auth: TestApp;
beforeAll(async () => {
  auth = await startTestApp();
});
afterAll(() => auth.close());

it('registers, signs in and tells who I am', async () => {
  const person = buildPerson();
  const registered = await auth.graphql(REGISTER, { input: person });
  expect(registered.body).toMatchObject({
    data: { register: { tokenType: 'Bearer', user: { email: person.email, name: 'Ada' } } },
  });
  const credentials = { email: person.email, password: person.password };
  const loggedIn = await auth.graphql(LOGIN, { input: credentials });
  const token = String(loggedIn.body.data.login.accessToken);
  const { body } = await auth.graphql('{ me { id email name createdAt } }', {}, token);
  expect(body.data.me).toEqual(registered.body.data.register.user);
});

it('F03 answers a reference from another subgraph, the address to its owner only, null for an account that does not exist', async () => {
  const mine = (await auth.postJson('/register', buildPerson())).body;
  const other = (await auth.postJson('/register', buildPerson())).body;
  const ids = [mine.user.id, other.user.id, 'nobody', mine.user.id];
  const representations = ids.map((id) => ({ __typename: 'User', id }));
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id email } } }';
  auth.stores.accounts.queries.length = 0;
  const { body } = await auth.graphql(query, { r: representations }, String(mine.accessToken));
  expect(body.data._entities).toEqual([
    { id: mine.user.id, email: mine.user.email },
    { id: other.user.id, email: null },
    null,
    { id: mine.user.id, email: mine.user.email },
  ]);
  expect(auth.stores.accounts.queries).toEqual(['findByIds']);
});
