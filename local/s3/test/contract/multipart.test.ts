import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CompletedPart } from '@aws-sdk/client-s3';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { presign, refusal, send } from './http';
import { describeContract } from './target';

const MIB = 1024 * 1024;

describeContract('Multipart uploads', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
  });
  const client = () => suite.target.client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  const create = async (Key: string, input: object = {}) => {
    const answer = await client().send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }));
    return { Bucket, Key, UploadId: answer.UploadId };
  };
  const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
  type Ids = Awaited<ReturnType<typeof create>>;
  const part = async (ids: Ids, PartNumber: number, Body: Buffer) => {
    const { ETag } = await client().send(new UploadPartCommand({ ...ids, PartNumber, Body }));
    return { PartNumber, ETag };
  };
  const complete = (ids: Ids, Parts: CompletedPart[], input: object = {}) =>
    client().send(new CompleteMultipartUploadCommand({ ...ids, MultipartUpload: { Parts }, ...input }));
  const read = async (Key: string, input: object = {}) => {
    const got = await client().send(new GetObjectCommand({ Bucket, Key, ...input }));
    return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
  };

  contract('join their parts, which may come in any order and be replaced', async () => {
    const ids = await create('joined', { ContentType: 'text/plain', Metadata: { colour: 'blue' } });
    const [first, second, third] = [randomBytes(5 * MIB), randomBytes(5 * MIB + 1), randomBytes(10)];
    const c = await part(ids, 7, third);
    await part(ids, 2, randomBytes(100));
    const b = await part(ids, 2, second);
    const a = await part(ids, 1, first);
    const listed = await client().send(new ListPartsCommand(ids));
    expect(listed.Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag])).toEqual([
      [1, 5 * MIB, a.ETag],
      [2, 5 * MIB + 1, b.ETag],
      [7, 10, c.ETag],
    ]);
    await complete(ids, [a, b, c]);
    const whole = Buffer.concat([first, second, third]);
    expect((await read('joined')).equals(whole)).toBe(true);
    const across = await read('joined', { Range: `bytes=${5 * MIB - 3}-${10 * MIB + 5}` });
    expect(across.equals(whole.subarray(5 * MIB - 3, 10 * MIB + 6))).toBe(true);
    const head = await client().send(new HeadObjectCommand({ Bucket, Key: 'joined' }));
    const etag = md5(Buffer.concat([md5(first), md5(second), md5(third)])).toString('hex');
    expect(head).toMatchObject({
      ETag: `"${etag}-3"`,
      ContentLength: whole.length,
      ContentType: 'text/plain',
      Metadata: { colour: 'blue' },
    });
  });

  contract('refuse a wrong list of parts, and keep them', async () => {
    const ids = await create('picky');
    const a = await part(ids, 1, Buffer.alloc(10, 'a'));
    const b = await part(ids, 2, Buffer.alloc(10, 'b'));
    expect(await refusal(complete(ids, [a, b]))).toBe('EntityTooSmall 400');
    expect(await refusal(complete(ids, [{ PartNumber: 3, ETag: a.ETag }]))).toBe('InvalidPart 400');
    expect(await refusal(complete(ids, [{ PartNumber: 1, ETag: b.ETag }]))).toBe('InvalidPart 400');
    expect(await refusal(complete(ids, []))).toBe('MalformedXML 400');
    const nothing = new CompleteMultipartUploadCommand(ids);
    expect(await refusal(client().send(nothing))).toMatch(/^(InvalidRequest|MalformedXML) 400$/);
    expect((await client().send(new ListPartsCommand(ids))).Parts).toHaveLength(2);
  });

  contract(
    'want their parts in order, but not all of them',
    async () => {
      const ids = await create('ordered');
      const a = await part(ids, 1, Buffer.alloc(5 * MIB, 'a'));
      const b = await part(ids, 2, Buffer.from('last'));
      expect(await refusal(complete(ids, [b, a]))).toBe('InvalidPartOrder 400');
      expect(await refusal(complete(ids, [a, a]))).toBe('InvalidPartOrder 400');
      await complete(ids, [b]);
      expect((await read('ordered')).toString()).toBe('last');
    },
    'partOrder',
  );

  contract('leave nothing when they are aborted', async () => {
    const ids = await create('aborted');
    const a = await part(ids, 1, Buffer.from('a'));
    await client().send(new AbortMultipartUploadCommand(ids));
    expect(await refusal(part(ids, 1, Buffer.from('a')))).toBe('NoSuchUpload 404');
    expect(await refusal(client().send(new AbortMultipartUploadCommand(ids)))).toBe('NoSuchUpload 404');
    expect(await refusal(read('aborted'))).toBe('NoSuchKey 404');
    const { Uploads } = await client().send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'aborted' }));
    expect(Uploads ?? []).toEqual([]);
    expect(a.ETag).toBeDefined();
  });

  contract(
    'say NoSuchUpload to whoever lists or completes one that ended',
    async () => {
      const ids = await create('ended');
      const a = await part(ids, 1, Buffer.from('a'));
      await client().send(new AbortMultipartUploadCommand(ids));
      expect(await refusal(client().send(new ListPartsCommand(ids)))).toBe('NoSuchUpload 404');
      expect(await refusal(complete(ids, [a]))).toBe('NoSuchUpload 404');
      expect(await refusal(complete({ ...ids, UploadId: '../../x' }, [a]))).toBe('NoSuchUpload 404');
    },
    'endedUploads',
  );

  contract('answer a repeated completion as the first one', async () => {
    const ids = await create('repeated');
    const a = await part(ids, 1, Buffer.from('a'));
    await complete(ids, [a]);
    await complete(ids, [a]);
    expect((await read('repeated')).toString()).toBe('a');
  });

  contract(
    'create only, with If-None-Match: * on the completion',
    async () => {
      await client().send(new PutObjectCommand({ Bucket, Key: 'taken', Body: 'first' }));
      const ids = await create('taken');
      const a = await part(ids, 1, Buffer.from('second'));
      expect(await refusal(complete(ids, [a], { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
      expect((await read('taken')).toString()).toBe('first');
      await complete(ids, [a]);
      expect((await read('taken')).toString()).toBe('second');
    },
    'ifNoneMatchOnComplete',
  );

  contract(
    'take part numbers from 1 to 10000',
    async () => {
      const ids = await create('numbers');
      expect(await refusal(part(ids, 0, Buffer.from('a')))).toBe('InvalidArgument 400');
      expect(await refusal(part(ids, 10_001, Buffer.from('a')))).toBe('InvalidArgument 400');
    },
    'partNumbers',
  );

  contract('are listed by key, page by page, until they end', async () => {
    const bucket = await suite.target.createBucket();
    const keys = ['x/1', 'x/2', 'y', 'y'];
    for (const Key of keys) {
      await client().send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
    }
    const all = await client().send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    expect(all.Uploads?.map(({ Key }) => Key)).toEqual(keys);
    const first = await client().send(new ListMultipartUploadsCommand({ Bucket: bucket, MaxUploads: 3 }));
    expect(first.IsTruncated).toBe(true);
    const second = await client().send(
      new ListMultipartUploadsCommand({
        Bucket: bucket,
        KeyMarker: first.NextKeyMarker,
        UploadIdMarker: first.NextUploadIdMarker,
      }),
    );
    expect([...(first.Uploads ?? []), ...(second.Uploads ?? [])].map(({ UploadId }) => UploadId)).toEqual(
      all.Uploads?.map(({ UploadId }) => UploadId),
    );
  });

  contract(
    'are rolled up at a delimiter when they are listed',
    async () => {
      const bucket = await suite.target.createBucket();
      for (const Key of ['x/1', 'x/2', 'y', 'y']) {
        await client().send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
      }
      const rolled = await client().send(new ListMultipartUploadsCommand({ Bucket: bucket, Delimiter: '/' }));
      expect(rolled.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['x/']);
      expect(rolled.Uploads?.map(({ Key }) => Key)).toEqual(['y', 'y']);
    },
    'uploadDelimiter',
  );

  contract('copy parts of stored objects', async () => {
    const source = randomBytes(6 * MIB);
    await client().send(new PutObjectCommand({ Bucket, Key: 'source +é', Body: source }));
    const ids = await create('copied parts');
    const CopySource = `/${Bucket}/${encodeURIComponent('source +é')}`;
    const copy = async (PartNumber: number, CopySourceRange?: string) => {
      const input = { ...ids, PartNumber, CopySource, ...(CopySourceRange && { CopySourceRange }) };
      const { CopyPartResult } = await client().send(new UploadPartCopyCommand(input));
      return { PartNumber, ETag: CopyPartResult?.ETag };
    };
    const parts = [await copy(1), await copy(2, 'bytes=10-19')];
    await complete(ids, parts);
    expect((await read('copied parts')).equals(Buffer.concat([source, source.subarray(10, 20)]))).toBe(true);
  });

  contract(
    'have no part beyond the last, and copy none from beyond the source',
    async () => {
      const ids = await create('two parts');
      await client().send(new PutObjectCommand({ Bucket, Key: 'ten bytes', Body: '0123456789' }));
      const a = await part(ids, 1, randomBytes(5 * MIB));
      const b = await part(ids, 2, randomBytes(10));
      for (const CopySourceRange of ['bytes=100-200', 'bytes=5-20', 'bytes=5-', 'bytes=5-1']) {
        const input = { ...ids, PartNumber: 3, CopySource: `${Bucket}/ten bytes`, CopySourceRange };
        const verdict = CopySourceRange === 'bytes=100-200' ? 'InvalidRequest 400' : 'InvalidArgument 400';
        expect(await refusal(client().send(new UploadPartCopyCommand(input)))).toBe(verdict);
      }
      await complete(ids, [a, b]);
      expect(await refusal(read('two parts', { PartNumber: 3 }))).toBe('InvalidPartNumber 416');
      expect(await refusal(read('two parts', { PartNumber: 0 }))).toBe('InvalidArgument 400');
    },
    'errorCodes',
  );

  contract('take parts through pre-signed URLs that bind the length', async () => {
    const ids = await create('presigned');
    const url = (partNumber: string) =>
      presign(suite.target, {
        method: 'PUT',
        path: `/${Bucket}/presigned`,
        query: { partNumber, uploadId: ids.UploadId ?? '' },
        headers: { 'content-length': '3' },
      });
    const put = async (body: string) => send(await url('1'), { method: 'PUT', body });
    expect((await put('four')).status).toBe(403);
    const { status, headers } = await put('abc');
    expect(status).toBe(200);
    await complete(ids, [{ PartNumber: 1, ETag: headers.etag }]);
    expect((await read('presigned')).toString()).toBe('abc');
  });

  contract(
    'keep a checksum of the whole or of the parts',
    async () => {
      const sdk = suite.target.client();
      const bodies = [randomBytes(5 * MIB), randomBytes(1000)];
      const digest = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest();
      const run = async (Key: string, ChecksumAlgorithm: 'CRC32' | 'SHA256', input: object) => {
        const { UploadId } = await sdk.send(
          new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm, ...input }),
        );
        const Parts: CompletedPart[] = [];
        for (const [i, Body] of bodies.entries()) {
          const ids = { Bucket, Key, UploadId, PartNumber: i + 1 };
          const answer = await sdk.send(new UploadPartCommand({ ...ids, Body, ChecksumAlgorithm }));
          const { ETag, ChecksumSHA256, ChecksumCRC32 } = answer;
          Parts.push({ PartNumber: i + 1, ETag, ChecksumSHA256, ChecksumCRC32 });
        }
        const MultipartUpload = { Parts };
        await sdk.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
        return sdk.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      };
      const composite = digest('sha256', Buffer.concat(bodies.map((body) => digest('sha256', body))));
      expect(await run('composite', 'SHA256', {})).toMatchObject({
        ChecksumSHA256: `${composite.toString('base64')}-2`,
        ChecksumType: 'COMPOSITE',
      });
      const whole = await run('full', 'CRC32', { ChecksumType: 'FULL_OBJECT' });
      await sdk.send(
        new PutObjectCommand({
          Bucket,
          Key: 'single',
          Body: Buffer.concat(bodies),
          ChecksumAlgorithm: 'CRC32',
        }),
      );
      const single = await sdk.send(
        new HeadObjectCommand({ Bucket, Key: 'single', ChecksumMode: 'ENABLED' }),
      );
      expect(whole).toMatchObject({ ChecksumCRC32: single.ChecksumCRC32, ChecksumType: 'FULL_OBJECT' });
      const partTwo = await sdk.send(new HeadObjectCommand({ Bucket, Key: 'full', PartNumber: 2 }));
      expect(partTwo).toMatchObject({ ContentLength: 1000, PartsCount: 2 });
    },
    'checksums',
  );

  contract('are what lib-storage sends for a long stream', async () => {
    const Body = randomBytes(11 * MIB);
    const params = { Bucket, Key: 'library', Body: Readable.from([Body.subarray(0, 3), Body.subarray(3)]) };
    await new Upload({ client: suite.target.client(), params }).done();
    expect((await read('library')).equals(Body)).toBe(true);
  });
});
