/** What is asked, and what has to come of it. */

/** The file that Q1 asks for where subgraphs are plain. */
export const FILE_ID = '018f4d6e-7a0b-4c1d-9e2f-3a4b5c6d7e8f';

const filesOf = (count, fields) => ({
  // A literal: Mercurius does not pass a variable of this kind on to _entities.
  query: `query Files { me { id name files(first: ${count}) { nodes { ${fields} } } } }`,
});

/** The requests to compare gateways by. `fetches` says which subgraphs a proxy has to ask, one after the other. */
export function queriesFor({ fileId = FILE_ID, email, password } = {}) {
  return {
    Q1: {
      title: 'one file: {file(id){id name size}}',
      body: { query: 'query File($id: ID!) { file(id: $id) { id name size } }', variables: { id: fileId } },
      fetches: ['files'],
    },
    Q2: { title: 'me with 20 files', body: filesOf(20, 'id name size'), fetches: ['auth', 'files'] },
    Q3: { title: 'me with 100 files', body: filesOf(100, 'id name size'), fetches: ['auth', 'files'] },
    URLs: {
      title: 'me with 100 files and their download URLs',
      body: filesOf(100, 'id downloadUrl'),
      fetches: ['auth', 'files'],
    },
    login: {
      title: 'a login',
      // Of more at once than bcrypt gets done within two seconds, auth turns some away.
      connections: 2,
      body: {
        query: 'mutation Login($input: LoginInput!) { login(input: $input) { accessToken user { id } } }',
        variables: { input: { email, password } },
      },
      fetches: ['auth'],
    },
  };
}

/** What the bare proxy asks the subgraphs for each: the operations that a gateway's plan would hold. */
export function fetchesFor(name, { body }, me) {
  if (name === 'Q1' || name === 'login') return [body];
  const count = name === 'Q2' ? 20 : 100;
  const fields = name === 'URLs' ? 'id downloadUrl' : 'id name size';
  return [
    { query: 'query Files__auth__0 { me { __typename id name } }' },
    {
      query: `query Files__files__1($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { files(first: ${count}) { nodes { ${fields} } } } } }`,
      variables: { representations: [{ __typename: 'User', id: me }] },
    },
  ];
}
