import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

/** A login as a client sends it. */
export const LOGIN = 'login(input: { email: "a@b.c", password: "secret words" }) { tokenType }';

const SESSION = {
  accessToken: 'a',
  refreshToken: 'r',
  tokenType: 'Bearer',
  expiresAt: new Date(0),
  user: { id: 'u1', name: 'Ada', createdAt: new Date(0) },
};

/** Two gateways before subgraphs that let everybody sign in and keep no files. */
export interface SignInFakes {
  /** As in production. */
  gateway: TestGateway;
  /** As in local mode. */
  open: TestGateway;
  auth: FakeService;
  files: FakeService;
  /** How many calls reached a subgraph. */
  calls: () => number;
  close: () => Promise<unknown>;
}

/** Starts them. */
export async function startSignInFakes(): Promise<SignInFakes> {
  const auth = await fakeSubgraph('auth', {
    Query: { me: () => SESSION.user, user: () => SESSION.user },
    Mutation: { login: () => SESSION, register: () => SESSION, refreshSession: () => SESSION },
  });
  const files = await fakeSubgraph('files', { Query: { file: () => null }, User: { files: () => null } });
  const urls = { authUrl: auth.url, filesUrl: files.url };
  const gateway = await startTestGateway(urls);
  const open = await startTestGateway(urls, { introspection: true, serviceSecret: null });
  return {
    gateway,
    open,
    auth,
    files,
    calls: () => auth.seen.length + files.seen.length,
    close: () => Promise.all([gateway.close(), open.close(), auth.close(), files.close()]),
  };
}
