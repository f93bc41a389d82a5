import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refusal, sendSigned } from './http';
import { describeContract } from './target';

describeContract('Objects', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
  });

  contract('lists and finds the bucket that was created', async () => {
    const client = suite.target.client();
    await client.send(new HeadBucketCommand({ Bucket }));
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toContain(Bucket);
    expect(await refusal(client.send(new HeadBucketCommand({ Bucket: 'no-such-bucket-here' })))).toBe(
      'NotFound 404',
    );
  });

  contract('returns what was stored, with its type, metadata and MD5 as the entity tag', async () => {
    const client = suite.target.client();
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'hello.txt',
        Body: 'hello',
        ContentType: 'text/plain; charset=utf-8',
        CacheControl: 'no-store',
        Metadata: { colour: 'blue' },
      }),
    );
    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'hello.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ETag: put.ETag,
      ContentLength: 5,
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-store',
      Metadata: { colour: 'blue' },
      AcceptRanges: 'bytes',
    });
    expect(got.LastModified).toBeInstanceOf(Date);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'hello.txt' }));
    expect(head).toMatchObject({ ETag: put.ETag, ContentLength: 5, Metadata: { colour: 'blue' } });
  });

  contract('keeps an empty object and an object of several megabytes byte for byte', async () => {
    const client = suite.target.client();
    for (const Body of [Buffer.alloc(0), randomBytes(5_000_001)]) {
      await client.send(new PutObjectCommand({ Bucket, Key: 'sized', Body }));
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'sized' }));
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    }
  });

  contract(
    'takes a stream as the SDK sends it by default, in aws-chunked with a trailing checksum',
    async () => {
      const Body = randomBytes(300_000);
      await suite.target.client().send(
        new PutObjectCommand({
          Bucket,
          Key: 'stream',
          Body: Readable.from([Body.subarray(0, 100), Body.subarray(100)]),
          ContentLength: Body.length,
          ContentEncoding: 'gzip',
        }),
      );
      const got = await suite.target.client().send(new GetObjectCommand({ Bucket, Key: 'stream' }));
      expect(got.ContentEncoding).toBe('gzip');
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    },
    'trailers',
  );

  contract('serves byte ranges, and refuses one outside the object', async () => {
    const client = suite.target.client();
    await client.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    const range = async (Range: string) => {
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
      return [got.$metadata.httpStatusCode, await got.Body?.transformToString(), got.ContentRange];
    };
    expect(await range('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await range('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await range('bytes=-2')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await range('bytes=8-99')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await refusal(range('bytes=10-'))).toBe('InvalidRange 416');
  });

  contract(
    'ignores a range that is none, as HTTP asks',
    async () => {
      const client = suite.target.client();
      await client.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
      for (const Range of ['bytes=4-2', 'bytes=a-b', 'lines=1-2', 'bytes=-']) {
        const got = await client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
        expect(await got.Body?.transformToString()).toBe('0123456789');
      }
    },
    'rangeSyntax',
  );

  contract('answers conditional reads', async () => {
    const client = suite.target.client();
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'conditional', Body: 'x' }));
    const get = (input: object) =>
      refusal(client.send(new GetObjectCommand({ Bucket, Key: 'conditional', ...input })));
    expect(await get({ IfMatch: ETag })).toBe('no refusal');
    expect(await get({ IfMatch: '"other"' })).toBe('PreconditionFailed 412');
    expect(await get({ IfNoneMatch: ETag })).toMatch(/304$/);
    expect(await get({ IfNoneMatch: '"other"' })).toBe('no refusal');
    expect(await get({ IfModifiedSince: new Date(Date.now() + 60_000) })).toMatch(/304$/);
    expect(await get({ IfUnmodifiedSince: new Date(0) })).toBe('PreconditionFailed 412');
  });

  contract('answers the headers a signed request asks for instead of the stored ones', async () => {
    const client = suite.target.client();
    await client.send(new PutObjectCommand({ Bucket, Key: 'override', Body: 'x', ContentType: 'a/b' }));
    const got = await client.send(
      new GetObjectCommand({
        Bucket,
        Key: 'override',
        ResponseContentType: 'text/plain',
        ResponseContentDisposition: `attachment; filename="a.txt"; filename*=UTF-8''%C3%A9`,
        ResponseCacheControl: 'no-store',
        ResponseExpires: new Date(0),
      }),
    );
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      ContentDisposition: `attachment; filename="a.txt"; filename*=UTF-8''%C3%A9`,
      CacheControl: 'no-store',
    });
  });

  contract(
    'never lets an override break out of its header',
    async () => {
      for (const value of ['a\r\nx-evil: 1', 'a\u0000', '\u4e2d']) {
        const answer = await sendSigned(suite.target, {
          method: 'GET',
          path: `/${Bucket}/override`,
          query: { 'response-content-disposition': value },
        });
        expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
      }
    },
    'errorCodes',
  );

  contract('deletes once and for all, and a second time without complaint', async () => {
    const client = suite.target.client();
    await client.send(new PutObjectCommand({ Bucket, Key: 'doomed', Body: 'x' }));
    for (let i = 0; i < 2; i++) {
      const answer = await client.send(new DeleteObjectCommand({ Bucket, Key: 'doomed' }));
      expect(answer.$metadata.httpStatusCode).toBe(204);
    }
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'doomed' })))).toBe('NoSuchKey 404');
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'doomed' })))).toBe('NotFound 404');
  });

  contract('answers a missing bucket and a missing key each with its own code', async () => {
    const client = suite.target.client();
    const put = new PutObjectCommand({ Bucket: 'no-such-bucket-here', Key: 'a', Body: 'x' });
    expect(await refusal(client.send(put))).toBe('NoSuchBucket 404');
    const get = new GetObjectCommand({ Bucket, Key: 'nothing' });
    expect(await refusal(client.send(get))).toBe('NoSuchKey 404');
  });

  contract('keeps keys apart that look alike to a file system', async () => {
    const client = suite.target.client();
    const keys = [
      '../escape',
      '../../etc/passwd',
      'a//b',
      'a/b',
      'a/b/',
      '/a/b',
      './a/b',
      'a/./b',
      'a\\b',
      'A/B',
      'ünïcode 🙂',
      'u\u0308nicode',
      'sp ace+plus%20percent',
      '?query=1&b#frag',
      `'quotes"<>&`,
      '\u0001control',
      'x'.repeat(1024),
      '...',
    ];
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    for (const Key of keys) {
      const got = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await got.Body?.transformToString()).toBe(Key);
    }
  });

  contract(
    'refuses a key of more than 1024 bytes',
    async () => {
      const put = new PutObjectCommand({ Bucket, Key: 'é'.repeat(512) + 'x', Body: 'x' });
      expect(await refusal(suite.target.client().send(put))).toBe('KeyTooLongError 400');
    },
    'keyTooLong',
  );
});
