import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { presign, refusal, send, sendSigned } from './http';
import { describeContract } from './target';

const DASHED = 'test_—_file%E2%80%94_é_2?.pdf';
const DASHED_ENCODED = '=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?=';

describeContract('Metadata', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
  });
  const client = () => suite.target.client();
  const head = async (Key: string) => client().send(new HeadObjectCommand({ Bucket, Key }));

  contract('of the content encoding stays exactly as it was sent', async () => {
    for (const ContentEncoding of ['deflate, gzip', 'gzip', 'identity ,br', 'a,b']) {
      await client().send(new PutObjectCommand({ Bucket, Key: 'encoded', Body: 'x', ContentEncoding }));
      expect((await head('encoded')).ContentEncoding).toBe(ContentEncoding);
    }
  });

  contract(
    'of the content encoding leaves out how the request travelled, and nothing else',
    async () => {
      for (const [sent, kept] of [
        ['aws-chunked', undefined],
        ['aws-chunked,deflate, gzip', 'deflate, gzip'],
        ['deflate, gzip,aws-chunked', 'deflate, gzip'],
      ] as const) {
        const answer = await sendSigned(suite.target, {
          method: 'PUT',
          path: `/${Bucket}/travelled`,
          payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          headers: {
            'content-encoding': sent,
            'x-amz-decoded-content-length': '5',
            'x-amz-trailer': 'x-amz-checksum-crc32',
          },
          body: '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n',
        });
        expect([sent, answer.status]).toEqual([sent, 200]);
        expect((await head('travelled')).ContentEncoding).toBe(kept);
      }
    },
    'trailers',
  );

  contract('in printable US-ASCII comes back as it was sent', async () => {
    const Metadata = { punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', spaced: 'a  b' };
    await client().send(new PutObjectCommand({ Bucket, Key: 'ascii', Body: 'x', Metadata }));
    expect((await head('ascii')).Metadata).toEqual(Metadata);
  });

  contract(
    'in encoded words is decoded, and encoded again only where it has to be',
    async () => {
      const Metadata = {
        dashed: DASHED_ENCODED,
        umlauts: '=?UTF-8?B?w4RNw4Raw5XDkSBTMw==?=',
        binary: '=?UTF-8?Q?=00=01=02=03?=',
        ascii: '=?UTF-8?Q?actually-ascii?=',
        base64: '=?UTF-8?B?YWJj?=',
      };
      await client().send(new PutObjectCommand({ Bucket, Key: 'words', Body: 'x', Metadata }));
      await client().send(
        new CopyObjectCommand({ Bucket, Key: 'words-copied', CopySource: `${Bucket}/words` }),
      );
      for (const Key of ['words', 'words-copied']) {
        expect((await head(Key)).Metadata).toEqual({
          dashed: DASHED_ENCODED,
          umlauts: '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=',
          binary: '=?UTF-8?B?AAECAw==?=',
          ascii: 'actually-ascii',
          base64: 'abc',
        });
      }
    },
    'encodedWords',
  );

  contract(
    'in bytes beyond US-ASCII is taken for ISO-8859-1, as S3 does, even where it is UTF-8',
    async () => {
      const answer = await sendSigned(suite.target, {
        method: 'PUT',
        path: `/${Bucket}/bytes`,
        headers: { 'x-amz-meta-a': 'Miniö' },
        body: 'x',
      });
      expect(answer.code ?? answer.status).toBe(200);
      expect((await head('bytes')).Metadata).toEqual({ a: '=?UTF-8?Q?Mini=C3=83=C2=B6?=' });
    },
    'encodedWords',
  );

  contract(
    'in a pre-signed URL is UTF-8',
    async () => {
      const path = `/${Bucket}/in-url`;
      const url = await presign(suite.target, {
        method: 'PUT',
        path,
        query: { 'x-amz-meta-a': DASHED },
      });
      expect((await send(url, { method: 'PUT', body: 'x' })).status).toBe(200);
      expect((await head('in-url')).Metadata).toEqual({ a: DASHED_ENCODED });
    },
    'encodedWords',
  );

  contract('in other headers comes back byte for byte', async () => {
    const text = 'max-age=1, note="test_—_é"';
    const path = `/${Bucket}/other`;
    const headers = { 'cache-control': text };
    const put = await sendSigned(suite.target, { method: 'PUT', path, headers, body: 'x' });
    expect(put.code ?? put.status).toBe(200);
    const got = await sendSigned(suite.target, { method: 'GET', path });
    expect(got.headers['cache-control']).toBe(Buffer.from(text).toString('latin1'));
  });

  contract(
    'is limited to 2 KiB of UTF-8, names included',
    async () => {
      const put = (a: string) =>
        refusal(client().send(new PutObjectCommand({ Bucket, Key: 'limit', Body: 'x', Metadata: { a } })));
      expect(await put('x'.repeat(2047))).toBe('no refusal');
      expect(await put('x'.repeat(2048))).toBe('MetadataTooLarge 400');
      expect(await put(`=?UTF-8?B?${Buffer.from('é'.repeat(1024)).toString('base64')}?=`)).toBe(
        'MetadataTooLarge 400',
      );
      const { Metadata } = await client().send(new GetObjectCommand({ Bucket, Key: 'limit' }));
      expect(Metadata?.['a']).toHaveLength(2047);
    },
    'encodedWords',
  );
});
