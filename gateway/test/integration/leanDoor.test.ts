import { request as httpRequest } from 'node:http';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

/**
 * A plain body is read in front of express, one of unknown length is not. Clients must not be able to tell.
 */
let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', { Query: { me: () => ({ id: 'u1' }) } });
  files = await fakeSubgraph('files', {});
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

function post(body: Buffer, headers: Record<string, string>, isChunked: boolean) {
  return new Promise<object>((resolve, reject) => {
    const length = isChunked ? {} : { 'content-length': body.length };
    const request = httpRequest(
      `${gateway.url}/graphql`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': 'r1', ...headers, ...length },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode, headers: { ...response.headers, date: '' }, text });
        });
      },
    );
    request.on('error', reject);
    // Written in two parts, so that nothing depends on a body's coming in one piece.
    request.write(body.subarray(0, 3));
    setImmediate(() => request.end(body.subarray(3)));
  });
}

const QUERY = '{"query":"{ me { id } }"}';

it.each<[string, string | Buffer, Record<string, string>?]>([
  ['a known operation', QUERY],
  ['space around it', ` \n${QUERY}\t`],
  ['a byte order mark', `\ufeff${QUERY}`],
  ['nothing but a byte order mark', '\ufeff'],
  ['an accent in a comment', JSON.stringify({ query: '{ me { id } } # é\u2028' })],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['broken JSON', '{"query":'],
  ['a string', '"{ me { id } }"'],
  ['null', 'null '],
  ['a list', `[${QUERY}]`],
  ['an empty object', '{}  '],
  ['a query that is a number', '{"query":1}'],
  ['an unknown field', '{"query":"{ nothing }"}'],
  ['a charset', QUERY, { 'content-type': 'application/json; charset=UTF-8' }],
  ['another charset', QUERY, { 'content-type': 'application/json; charset=utf-7' }],
  ['another type', QUERY, { 'content-type': 'text/plain' }],
  ['an encoding', QUERY, { 'content-encoding': 'identity' }],
  ['an unknown encoding', QUERY, { 'content-encoding': 'zip' }],
  ['an origin', QUERY, { origin: 'https://studio.apollographql.com' }],
  ['a proxy that speaks TLS', QUERY, { 'x-forwarded-proto': 'https' }],
  ['a type that is not to be had', QUERY, { accept: 'text/css' }],
  ['a length above the limit', `{"query":"${'x'.repeat(100_001)}"}`],
])(
  'G09 answers %s alike, whether or not the length of the body is said',
  async (_what, body, headers = {}) => {
    await gateway.post({ query: '{ me { id } }' });
    const bytes = Buffer.from(body as string);
    expect(await post(bytes, headers, false)).toEqual(await post(bytes, headers, true));
  },
);
