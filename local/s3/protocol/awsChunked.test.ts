import type { ChunkSeed } from './awsChunked';
import { decodeAwsChunked } from './awsChunked';
import { signingKey } from './sigv4';

// The published examples: 65 KiB of "a" in chunks of 64 KiB, 1 KiB and nothing, without and with a trailer.
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const seedOf = (signature: string): ChunkSeed => ({
  key: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope),
  scope,
  amzDate: '20130524T000000Z',
  signature,
});
const PLAIN = seedOf('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9');
const TRAILING = seedOf('106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e');

const chunk = (size: number, signature: string) =>
  `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}\r\n`;
const PLAIN_BODY = [
  chunk(65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
  chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
  chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
].join('');
const TRAILING_BODY = [
  chunk(65536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
  chunk(1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
  '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n',
  'x-amz-checksum-crc32c:sOO8/Q==\r\n',
  'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
].join('');

async function* inPieces(body: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(body);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function decode(body: string, seed: ChunkSeed | undefined, trailer: boolean, size = 1000) {
  const trailers: Record<string, string> = {};
  const chunks: Buffer[] = [];
  const options = {
    seed,
    onTrailers: trailer
      ? (received: ReadonlyMap<string, string>) => void Object.assign(trailers, Object.fromEntries(received))
      : undefined,
  };
  for await (const piece of decodeAwsChunked(inPieces(body, size), options)) chunks.push(piece);
  return { text: Buffer.concat(chunks).toString(), trailers };
}

test.each([1, 7, 65_536, 1_000_000])('decodes the published body in pieces of %i bytes', async (size) => {
  const { text } = await decode(PLAIN_BODY, PLAIN, false, size);
  expect(text).toBe('a'.repeat(66_560));
});

test('decodes the published body with a trailer, and hands the trailer over', async () => {
  const { text, trailers } = await decode(TRAILING_BODY, TRAILING, true);
  expect(text).toHaveLength(66_560);
  expect(trailers).toEqual({ 'x-amz-checksum-crc32c': 'sOO8/Q==' });
});

test.each([
  ['a changed byte', PLAIN_BODY.replace('aaa', 'aba'), 'SignatureDoesNotMatch'],
  ['a changed signature', PLAIN_BODY.replace('0055627c', '0055627d'), 'SignatureDoesNotMatch'],
  [
    'a chunk without signature',
    PLAIN_BODY.replace(/;chunk-signature=0055[0-9a-f]*/, ''),
    'SignatureDoesNotMatch',
  ],
  ['a missing last chunk', PLAIN_BODY.slice(0, PLAIN_BODY.lastIndexOf('0;')), 'IncompleteBody'],
  ['a size that is no number', PLAIN_BODY.replace('10000;', 'xyz;'), 'IncompleteBody'],
  [
    'a trailer nobody announced',
    `${PLAIN_BODY.slice(0, -2)}x-amz-checksum-crc32:AAAAAA==\r\n\r\n`,
    'MalformedTrailerError',
  ],
])('refuses %s', async (_what, body, code) => {
  await expect(decode(body, PLAIN, false)).rejects.toMatchObject({ code });
});

test('refuses a trailer whose signature was made for another', async () => {
  const forged = TRAILING_BODY.replace('sOO8/Q==', 'AAAAAA==');
  await expect(decode(forged, TRAILING, true)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
});

test('reads unsigned chunks with a trailer', async () => {
  const body = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';
  expect(await decode(body, undefined, true)).toEqual({
    text: 'hello',
    trailers: { 'x-amz-checksum-crc32': 'NhCmhg==' },
  });
});
