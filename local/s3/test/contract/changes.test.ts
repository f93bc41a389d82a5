import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { refusal } from './http';
import { describeContract } from './target';

describeContract('Changes to objects', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
  });
  const client = () => suite.target.client();
  const put = (Key: string, input: object = {}) =>
    client().send(new PutObjectCommand({ Bucket, Key, Body: 'body', ...input }));
  const head = (Key: string) => client().send(new HeadObjectCommand({ Bucket, Key }));

  contract('delete many keys at once, also odd ones and missing ones', async () => {
    const keys = ['many/1', ' many & <2> ', 'many/\u{1F600}'];
    for (const Key of keys) await put(Key);
    const answer = await client().send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [...keys, 'never there'].map((Key) => ({ Key })) },
      }),
    );
    expect(answer.Deleted?.map(({ Key }) => Key).toSorted()).toEqual([...keys, 'never there'].toSorted());
    const { Contents } = await client().send(new ListObjectsV2Command({ Bucket }));
    expect((Contents ?? []).map(({ Key }) => Key).filter((Key) => keys.includes(Key ?? ''))).toEqual([]);
    await put('quiet');
    const Delete = { Objects: [{ Key: 'quiet' }], Quiet: true };
    const quiet = await client().send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(quiet.Deleted ?? []).toEqual([]);
    expect(await refusal(head('quiet'))).toBe('NotFound 404');
  });

  contract(
    'delete a key with a control character, and not its neighbour',
    async () => {
      for (const Key of ['c\u0001', 'c', 'c\r\n', 'c\n']) await put(Key);
      const Delete = { Objects: [{ Key: 'c\u0001' }, { Key: 'c\r\n' }] };
      await client().send(new DeleteObjectsCommand({ Bucket, Delete }));
      for (const gone of ['c\u0001', 'c\r\n']) expect(await refusal(head(gone))).toBe('NotFound 404');
      for (const kept of ['c', 'c\n']) expect(await refusal(head(kept))).toBe('no refusal');
    },
    'controlCharacters',
  );

  contract('copy an object with its description, or with a new one', async () => {
    await put('original', { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 'colour=blue' });
    const copy = (Key: string, input: object = {}) =>
      client().send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/original`, ...input }));
    const { CopyObjectResult } = await copy('copy ü');
    expect(CopyObjectResult?.ETag?.replaceAll('"', '')).toBe('841a2d689ad86bd1611447453c22c6fc');
    expect(await head('copy ü')).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
    await copy('renewed', { MetadataDirective: 'REPLACE', ContentType: 'a/b', Metadata: { b: '2' } });
    expect(await head('renewed')).toMatchObject({ ContentType: 'a/b', Metadata: { b: '2' } });
    expect(await refusal(copy('original'))).toBe('InvalidRequest 400');
    await copy('original', { MetadataDirective: 'REPLACE', Metadata: { c: '3' } });
    expect(await head('original')).toMatchObject({ Metadata: { c: '3' } });
    const missing = { CopySource: `${Bucket}/missing` };
    expect(await refusal(copy('x', missing))).toBe('NoSuchKey 404');
    const got = await client().send(new GetObjectCommand({ Bucket, Key: 'copy ü' }));
    expect(await got.Body?.transformToString()).toBe('body');
  });

  contract(
    'copy only the version that is named',
    async () => {
      await put('conditional');
      const copy = (CopySourceIfMatch: string) =>
        client().send(
          new CopyObjectCommand({
            Bucket,
            Key: 'copied',
            CopySource: `${Bucket}/conditional`,
            CopySourceIfMatch,
          }),
        );
      expect(await refusal(copy('"other"'))).toBe('PreconditionFailed 412');
      expect(await refusal(copy('"841a2d689ad86bd1611447453c22c6fc"'))).toBe('no refusal');
    },
    'copyIfMatch',
  );

  contract('tag and untag', async () => {
    await put('tagged', { Tagging: 'colour=blue&size=a%20b' });
    const get = async () =>
      (await client().send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet?.toSorted(
        (a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1),
      );
    expect(await get()).toEqual([
      { Key: 'colour', Value: 'blue' },
      { Key: 'size', Value: 'a b' },
    ]);
    const TagSet = [{ Key: 'k', Value: 'v' }];
    await client().send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
    expect(await get()).toEqual(TagSet);
    await client().send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect(await get()).toEqual([]);
    const many = { TagSet: Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: '' })) };
    const tooMany = new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: many });
    expect(await refusal(client().send(tooMany))).toMatch(/ 400$/);
  });

  contract(
    'grant nothing to anyone else, and encrypt nothing that would not be encrypted',
    async () => {
      expect(await refusal(put('public', { ACL: 'public-read' }))).toBe('AccessControlListNotSupported 400');
      expect(await refusal(put('encrypted', { ServerSideEncryption: 'AES256' }))).toBe('NotImplemented 501');
      expect(await refusal(put('cold', { StorageClass: 'GLACIER' }))).toBe('NotImplemented 501');
    },
    'notImplemented',
  );

  contract(
    'are not deleted under conditions that only directory buckets know',
    async () => {
      await put('conditional');
      const input = { Bucket, Key: 'conditional' };
      const remove = (more: object) => refusal(client().send(new DeleteObjectCommand({ ...input, ...more })));
      expect(await remove({ IfMatchSize: 5 })).toBe('NotImplemented 501');
      expect(await remove({ IfMatchLastModifiedTime: new Date(0) })).toBe('NotImplemented 501');
      const Delete = { Objects: [{ Key: 'conditional', Size: 5 }] };
      const { Errors } = await client().send(new DeleteObjectsCommand({ Bucket, Delete }));
      expect(Errors?.map(({ Code }) => Code)).toEqual(['NotImplemented']);
      expect(await refusal(head('conditional'))).toBe('no refusal');
      expect(await remove({ IfMatch: '"other"' })).toBe('PreconditionFailed 412');
      expect(await remove({ IfMatch: '*' })).toBe('no refusal');
      expect(await remove({ IfMatch: '*' })).toBe('NoSuchKey 404');
    },
    'conditionalDeletes',
  );

  contract(
    'to tags are refused for names that are reserved, repeated or malformed',
    async () => {
      await put('tagged');
      const tag = (...names: string[]) => {
        const TagSet = names.map((Key) => ({ Key, Value: 'v' }));
        return refusal(
          client().send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } })),
        );
      };
      for (const names of [['aws:mine'], ['a', 'a'], ['a,b']]) {
        expect([names, await tag(...names)]).toEqual([names, 'InvalidTag 400']);
      }
      for (const Tagging of ['a=1&a=2', 'a=1,b=2', 'aws:mine=1']) {
        expect([Tagging, await refusal(put('tagged', { Tagging }))]).toEqual([
          Tagging,
          'InvalidArgument 400',
        ]);
      }
    },
    'errorCodes',
  );
});
