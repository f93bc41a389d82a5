import { HeaderList } from './headers';
import type { CanonicalParts } from './sigv4';
import { canonicalRequest, equalSignatures, sha256Hex, sign, signingKey, stringToSign } from './sigv4';

// The examples of "Authenticating Requests: Using the Authorization Header / Query Parameters",
// Amazon S3 API Reference.
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const key = signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope);
const EMPTY = sha256Hex('');

function signature(parts: Partial<CanonicalParts> & { headers: HeaderList; path: string }): string {
  const canonical = canonicalRequest({
    method: 'GET',
    pathBytes: Buffer.from(parts.path),
    parameters: [],
    signedHeaders: parts.headers.names(),
    payloadHash: EMPTY,
    ...parts,
  });
  return sign(key, stringToSign('20130524T000000Z', scope, canonical));
}

function headers(...pairs: [string, string][]): HeaderList {
  return new HeaderList([['host', 'examplebucket.s3.amazonaws.com'], ...pairs]);
}

const parameter = (name: string, value: string) => ({ name: Buffer.from(name), value: Buffer.from(value) });

test('signs the published GET of a range', () => {
  const signed = headers(
    ['range', 'bytes=0-9'],
    ['x-amz-content-sha256', EMPTY],
    ['x-amz-date', '20130524T000000Z'],
  );
  expect(signature({ path: '/test.txt', headers: signed })).toBe(
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

test('signs the published PUT, whose key needs escaping', () => {
  const payloadHash = sha256Hex('Welcome to Amazon S3.');
  const signed = new HeaderList([
    ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
    ['host', 'examplebucket.s3.amazonaws.com'],
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', '20130524T000000Z'],
    ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
  ]);
  expect(signature({ method: 'PUT', path: '/test$file.text', headers: signed, payloadHash })).toBe(
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  );
});

test('signs the published sub-resource and the published list', () => {
  const signed = headers(['x-amz-content-sha256', EMPTY], ['x-amz-date', '20130524T000000Z']);
  const lifecycle = signature({ path: '/', headers: signed, parameters: [parameter('lifecycle', '')] });
  expect(lifecycle).toBe('fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543');
  const list = signature({
    path: '/',
    headers: signed,
    parameters: [parameter('prefix', 'J'), parameter('max-keys', '2')],
  });
  expect(list).toBe('34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7');
});

test('signs the published pre-signed URL', () => {
  const parameters = [
    parameter('X-Amz-Algorithm', 'AWS4-HMAC-SHA256'),
    parameter('X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'),
    parameter('X-Amz-Date', '20130524T000000Z'),
    parameter('X-Amz-Expires', '86400'),
    parameter('X-Amz-SignedHeaders', 'host'),
  ];
  expect(
    signature({ path: '/test.txt', headers: headers(), parameters, payloadHash: 'UNSIGNED-PAYLOAD' }),
  ).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});

test('canonicalises repeated headers, inner blanks and repeated parameters', () => {
  const canonical = canonicalRequest({
    method: 'GET',
    pathBytes: Buffer.from('/b/a//../%2F ü'),
    parameters: [parameter('b', '2'), parameter('a', 'z'), parameter('a', 'A b+~')],
    headers: new HeaderList([
      ['x-amz-meta-a', '  one   two '],
      ['x-amz-meta-a', 'three'],
    ]),
    signedHeaders: ['x-amz-meta-a'],
    payloadHash: 'UNSIGNED-PAYLOAD',
  });
  expect(canonical.split('\n').slice(0, 4)).toEqual([
    'GET',
    '/b/a//../%252F%20%C3%BC',
    'a=A%20b%2B~&a=z&b=2',
    'x-amz-meta-a:one two,three',
  ]);
});

test('takes only equal signatures for equal', () => {
  expect(equalSignatures('ab', 'ab')).toBe(true);
  expect(equalSignatures('ab', 'aB')).toBe(false);
  expect(equalSignatures('ab', 'abc')).toBe(false);
});
