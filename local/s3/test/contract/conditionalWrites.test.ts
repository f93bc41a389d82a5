import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { presign, refusal, send } from './http';
import { describeContract } from './target';

describeContract('Conditional writes', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
  });

  contract('U03 creates with If-None-Match: * only where nothing is', async () => {
    const client = suite.target.client();
    const put = (Body: string) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'once', Body, IfNoneMatch: '*' }));
    await put('first');
    expect(await refusal(put('second'))).toBe('PreconditionFailed 412');
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'once' }));
    expect(await got.Body?.transformToString()).toBe('first');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'once' }));
    await put('again');
  });

  contract('U03 lets exactly one of ten racing uploads to the same URL win', async () => {
    for (let round = 0; round < 5; round++) {
      const path = `/${Bucket}/race-${round}`;
      const url = await presign(suite.target, { method: 'PUT', path, headers: { 'if-none-match': '*' } });
      const bodies = Array.from({ length: 10 }, (_, i) => Buffer.alloc(100_000, `${i}`));
      const answers = await Promise.all(
        bodies.map((body) => send(url, { method: 'PUT', headers: { 'if-none-match': '*' }, body })),
      );
      const winners = answers.flatMap(({ status }, i) => (status === 200 ? [i] : []));
      expect(winners).toHaveLength(1);
      const lost = answers.filter(({ status }) => status !== 200);
      expect(new Set(lost.map(({ status, code }) => `${code} ${status}`))).toEqual(
        new Set(['PreconditionFailed 412']),
      );
      const stored = await send(await presign(suite.target, { method: 'GET', path }), { method: 'GET' });
      expect(stored.body.equals(bodies[winners[0]!]!)).toBe(true);
    }
  });

  contract(
    'replaces with If-Match only the version it names',
    async () => {
      const client = suite.target.client();
      const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'versioned', Body: '1' }));
      const put = (IfMatch: string | undefined) =>
        refusal(client.send(new PutObjectCommand({ Bucket, Key: 'versioned', Body: '2', IfMatch })));
      expect(await put('"other"')).toBe('PreconditionFailed 412');
      expect(await put(ETag)).toBe('no refusal');
      expect(await put(ETag)).toBe('PreconditionFailed 412');
      const missing = new PutObjectCommand({ Bucket, Key: 'not there', Body: '2', IfMatch: ETag });
      expect(await refusal(client.send(missing))).toBe('NoSuchKey 404');
    },
    'ifMatchOnPut',
  );

  contract(
    'does not complete an upload under If-Match over what was written since it began',
    async () => {
      const client = suite.target.client();
      const object = { Bucket, Key: 'contested' };
      const put = () => client.send(new PutObjectCommand({ ...object, Body: 'first' }));
      const before = await put();
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
      const part = { ...object, UploadId, PartNumber: 1, Body: 'second' };
      const { ETag } = await client.send(new UploadPartCommand(part));
      const complete = (IfMatch: string | undefined) => {
        const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
        const input = { ...object, UploadId, MultipartUpload, IfMatch };
        return refusal(client.send(new CompleteMultipartUploadCommand(input)));
      };
      suite.target.setTime(new Date(Date.now() + 1000));
      await put();
      expect(await complete('"other"')).toBe('PreconditionFailed 412');
      expect(await complete(before.ETag)).toBe('ConditionalRequestConflict 409');
      expect(await complete(undefined)).toBe('no refusal');
    },
    'ifNoneMatchOnComplete',
  );

  contract(
    'refuses conditions that no write knows',
    async () => {
      const put = (input: object) =>
        refusal(
          suite.target.client().send(new PutObjectCommand({ Bucket, Key: 'odd', Body: 'x', ...input })),
        );
      expect(await put({ IfMatch: '*' })).toBe('NotImplemented 501');
      expect(await put({ IfNoneMatch: '"etag"' })).toBe('NotImplemented 501');
      expect(await put({ IfMatch: '"etag"', IfNoneMatch: '*' })).toBe('NotImplemented 501');
    },
    'ifMatchOnPut',
  );
});
