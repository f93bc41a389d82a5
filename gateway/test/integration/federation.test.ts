import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const ADA = { id: 'u1', name: 'Ada', email: 'ada@example.com', createdAt: new Date(0) };

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', { Query: { me: () => ADA }, User: {} });
  files = await fakeSubgraph('files', {
    User: { files: () => ({ edges: [], nodes: [], pageInfo: {}, totalCount: 0 }), storage: () => null },
  });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

it('answers one query from both subgraphs', async () => {
  const answer = await gateway.post({ query: '{ me { id email files { totalCount } } }' });
  expect(answer.data).toEqual({ me: { id: 'u1', email: 'ada@example.com', files: { totalCount: 0 } } });
});
