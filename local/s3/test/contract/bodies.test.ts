import { createHash } from 'node:crypto';
import type { ChecksumAlgorithm } from '@aws-sdk/client-s3';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { sendSigned } from './http';
import { describeContract } from './target';

/** Of the nine bytes "123456789": the published check values of the algorithms. */
const CHECK_VALUES = {
  CRC32: 'y/Q5Jg==',
  CRC32C: '4waSgw==',
  CRC64NVME: 'rosUhgp5mIg=',
  SHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
  SHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
};

describeContract('Bodies', (suite) => {
  const { contract } = suite;
  let bucket: string;
  beforeAll(async () => {
    bucket = await suite.target.createBucket();
  });
  const put = async (what: object) => {
    const answer = await sendSigned(suite.target, {
      method: 'PUT',
      path: `/${bucket}/body`,
      body: 'hello',
      ...what,
    });
    return `${answer.status} ${answer.code ?? ''}`;
  };

  contract('are checked against the signed SHA-256', async () => {
    const hash = createHash('sha256').update('other').digest('hex');
    expect(await put({ payloadHash: hash })).toBe('400 XAmzContentSHA256Mismatch');
    expect(await put({ payloadHash: 'UNSIGNED-PAYLOAD' })).toBe('200 ');
    expect(await put({ payloadHash: 'nonsense' })).toMatch(/^40[03]/);
  });

  contract(
    'are checked against every kind of checksum, which is kept and answered',
    async () => {
      const client = suite.target.client();
      for (const [algorithm, value] of Object.entries(CHECK_VALUES)) {
        const name = `Checksum${algorithm}`;
        const Key = algorithm;
        const answer = await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key,
            Body: '123456789',
            ChecksumAlgorithm: algorithm as ChecksumAlgorithm,
          }),
        );
        expect(answer).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
        const head = await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key, ChecksumMode: 'ENABLED' }),
        );
        expect(head).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
        const plain = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
        expect(plain).not.toHaveProperty(name);
        const got = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        expect(await got.Body?.transformToString()).toBe('123456789');
        const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
        expect(await put({ headers: { [header]: value } })).toBe('400 BadDigest');
        expect(await put({ headers: { [header]: 'AAAA' } })).toBe('400 InvalidRequest');
      }
    },
    'checksums',
  );

  contract(
    'with two checksums, or one announced and not given, are refused',
    async () => {
      const both = { 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-checksum-crc32c': 'mnG7TA==' };
      expect(await put({ headers: both })).toBe('400 InvalidRequest');
      expect(await put({ headers: { 'x-amz-sdk-checksum-algorithm': 'CRC32' } })).toBe('400 InvalidRequest');
    },
    'checksums',
  );

  contract(
    'in unsigned chunks are checked against their trailing checksum',
    async () => {
      const chunked = (trailer: string, more: object = {}) =>
        put({
          payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          headers: {
            'content-encoding': 'aws-chunked',
            'x-amz-decoded-content-length': '5',
            'x-amz-trailer': 'x-amz-checksum-crc32',
            ...more,
          },
          body: `5\r\nhello\r\n0\r\n${trailer}\r\n`,
        });
      expect(await chunked('x-amz-checksum-crc32:NhCmhg==\r\n')).toBe('200 ');
      expect(await chunked('x-amz-checksum-crc32:AAAAAA==\r\n')).toBe('400 BadDigest');
      expect(await chunked('')).toBe('400 MalformedTrailerError');
      const longer = { 'x-amz-decoded-content-length': '6' };
      expect(await chunked('x-amz-checksum-crc32:NhCmhg==\r\n', longer)).toBe('400 IncompleteBody');
      const shorter = { 'x-amz-decoded-content-length': '4' };
      expect(await chunked('x-amz-checksum-crc32:NhCmhg==\r\n', shorter)).toBe('400 IncompleteBody');
    },
    'trailers',
  );

  contract('keep what was there when they are refused', async () => {
    await put({ path: `/${bucket}/kept`, body: 'first' });
    const headers = { 'content-md5': createHash('md5').update('other').digest('base64') };
    expect(await put({ path: `/${bucket}/kept`, body: 'second', headers })).toBe('400 BadDigest');
    const got = await sendSigned(suite.target, { method: 'GET', path: `/${bucket}/kept` });
    expect(got.body.toString()).toBe('first');
  });

  contract(
    'of megabytes that are refused early still let the client read why',
    async () => {
      const answer = await put({ path: '/no-such-bucket-here/body', body: Buffer.alloc(8_000_000) });
      expect(answer).toBe('404 NoSuchBucket');
    },
    'earlyRefusal',
  );
});
