import type { ListObjectsCommandOutput } from '@aws-sdk/client-s3';
import {
  ListObjectsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refusal, sendSigned } from './http';
import { describeContract } from './target';

const KEYS = [
  'a',
  'a/1',
  'a/2',
  'a//3',
  'a0',
  'b/x/1',
  'b/x/2',
  'b/y',
  'c',
  'é',
  '\u{1F600}',
  '\uffee',
  'z &<>"\u0027',
];
const IN_ORDER = [...KEYS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

describeContract('Lists of objects', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
    const client = suite.target.client();
    await Promise.all(KEYS.map((Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))));
  });
  const list = async (input: object = {}) => {
    const answer = await suite.target.client().send(new ListObjectsV2Command({ Bucket, ...input }));
    return {
      keys: (answer.Contents ?? []).map((object) => object.Key),
      prefixes: (answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      answer,
    };
  };

  contract('come in the binary order of UTF-8, with size, time and entity tag', async () => {
    const { keys, answer } = await list();
    expect(keys).toEqual(IN_ORDER);
    expect(answer).toMatchObject({ KeyCount: KEYS.length, IsTruncated: false, MaxKeys: 1000, Name: Bucket });
    expect(answer.Contents?.[0]).toMatchObject({
      Size: 1,
      ETag: '"0cc175b9c0f1b6a831c399e269772661"',
      StorageClass: 'STANDARD',
    });
    expect(answer.Contents?.[0]?.LastModified).toBeInstanceOf(Date);
  });

  contract('roll keys up at a delimiter behind the prefix', async () => {
    expect(await list({ Delimiter: '/' })).toMatchObject({
      keys: IN_ORDER.filter((key) => !key.includes('/')),
      prefixes: ['a/', 'b/'],
    });
    expect(await list({ Delimiter: '/', Prefix: 'a/' })).toMatchObject({
      keys: ['a/1', 'a/2'],
      prefixes: ['a//'],
    });
    expect(await list({ Delimiter: '/', Prefix: 'b/' })).toMatchObject({ keys: ['b/y'], prefixes: ['b/x/'] });
    expect(await list({ Delimiter: 'x/', Prefix: 'b' })).toMatchObject({ keys: ['b/y'], prefixes: ['b/x/'] });
    expect(await list({ Prefix: 'nothing' })).toMatchObject({ keys: [], prefixes: [] });
  });

  contract('page without losing or repeating anything, whatever the size of the page', async () => {
    for (const pageSize of [1, 2, 3, 7]) {
      for (const Delimiter of [undefined, '/']) {
        const seen: (string | undefined)[] = [];
        const pages = paginateListObjectsV2(
          { client: suite.target.client(), pageSize },
          { Bucket, ...(Delimiter !== undefined && { Delimiter }) },
        );
        for await (const page of pages) {
          const names = [
            ...(page.Contents ?? []).map(({ Key }) => Key),
            ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
          ];
          expect(names.length).toBeLessThanOrEqual(pageSize);
          expect(page.KeyCount).toBe(names.length);
          seen.push(...names);
        }
        const whole = await list(Delimiter === undefined ? {} : { Delimiter });
        expect(seen.toSorted()).toEqual([...whole.keys, ...whole.prefixes].toSorted());
      }
    }
  });

  contract('begin after a key', async () => {
    const { keys } = await list({ StartAfter: 'b/x/1' });
    expect(keys).toEqual(IN_ORDER.slice(IN_ORDER.indexOf('b/x/1') + 1));
    expect((await list({ StartAfter: 'b/x', MaxKeys: 1 })).keys).toEqual(['b/x/1']);
    expect((await list({ MaxKeys: 0 })).answer).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  contract('come in the old form too, with markers', async () => {
    const client = suite.target.client();
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined = '';
    while (Marker !== undefined) {
      const page: ListObjectsCommandOutput = await client.send(
        new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker }),
      );
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
      Marker = page.IsTruncated === true ? page.NextMarker : undefined;
    }
    const { keys, prefixes } = await list({ Delimiter: '/' });
    expect(seen.toSorted()).toEqual([...keys, ...prefixes].toSorted());
  });

  contract('write keys URL-encoded when asked', async () => {
    const { keys } = await list({ Prefix: 'z', EncodingType: 'url' });
    expect(keys.map((key) => decodeURIComponent((key ?? '').replaceAll('+', ' ')))).toEqual(['z &<>"\u0027']);
  });

  contract('do not repeat a common prefix that a marker has entered', async () => {
    const entered = await list({ Delimiter: '/', StartAfter: 'a/1' });
    expect(entered.prefixes).toEqual(['b/']);
    const client = suite.target.client();
    const old = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: 'b/x/1' }));
    expect(old.CommonPrefixes ?? []).toEqual([]);
    expect(old.Contents?.[0]?.Key).toBe('c');
  });

  contract(
    'refuse a continuation token they did not give, an empty one too',
    async () => {
      expect(await refusal(list({ ContinuationToken: 'nonsense!' }))).toBe('InvalidArgument 400');
      expect(await refusal(list({ ContinuationToken: '' }))).toBe('InvalidArgument 400');
    },
    'emptyToken',
  );

  contract(
    'refuse an encoding they do not know, an empty one too',
    async () => {
      for (const encoding of ['', 'base64']) {
        const query = { 'list-type': '2', 'encoding-type': encoding };
        const answer = await sendSigned(suite.target, { method: 'GET', path: `/${Bucket}`, query });
        expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
      }
    },
    'errorCodes',
  );
});
