import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refusal, sendSigned } from './http';
import { describeContract } from './target';

const KEYS = ['a', 'dir/1', 'dir/2', 'dir/sub/3', 'e', 'é &<>'];
/** Formed as a version id of S3's, and none of the bucket's. */
const FOREIGN = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';

describeContract('Versions in a bucket that never had any', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeEach(async () => {
    Bucket = await suite.target.createBucket();
    for (const Key of KEYS) await client().send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  });
  const client = () => suite.target.client();
  const list = (input: object = {}) => client().send(new ListObjectVersionsCommand({ Bucket, ...input }));
  const names = ({ Versions, CommonPrefixes }: ListObjectVersionsCommandOutput) => [
    ...(Versions ?? []).map(({ Key }) => Key),
    ...(CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
  ];

  contract('are one of each object, the latest, named null', async () => {
    const answer = await list();
    expect(names(answer)).toEqual(KEYS);
    expect(answer).toMatchObject({ IsTruncated: false, Name: Bucket, KeyMarker: '', MaxKeys: 1000 });
    for (const version of answer.Versions ?? []) {
      expect(version).toMatchObject({ VersionId: 'null', IsLatest: true, StorageClass: 'STANDARD' });
      expect(version.LastModified).toBeInstanceOf(Date);
      expect(version.Owner?.ID).toBeTruthy();
    }
    expect(answer.Versions?.[0]).toMatchObject({ Size: 1, ETag: '"0cc175b9c0f1b6a831c399e269772661"' });
    expect(answer.DeleteMarkers ?? []).toEqual([]);
    expect(names(await list({ Prefix: 'nothing' }))).toEqual([]);
  });

  contract('are listed by prefix and delimiter, in pages of any size', async () => {
    expect(names(await list({ Prefix: 'dir/', Delimiter: '/' }))).toEqual(['dir/1', 'dir/2', 'dir/sub/']);
    for (const [MaxKeys, Delimiter] of [1, 2, 5].flatMap((size) => [[size, '/'] as const, [size] as const])) {
      const seen: (string | undefined)[] = [];
      let markers: object | undefined = {};
      while (markers !== undefined) {
        const page: ListObjectVersionsCommandOutput = await list({ MaxKeys, Delimiter, ...markers });
        expect(names(page).length).toBeLessThanOrEqual(MaxKeys);
        seen.push(...names(page));
        const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker } = page;
        // A page that ends with a common prefix names no version.
        const version = NextVersionIdMarker ? { VersionIdMarker: NextVersionIdMarker } : {};
        markers = IsTruncated === true ? { KeyMarker, ...version } : undefined;
      }
      expect(seen.toSorted()).toEqual(Delimiter === undefined ? KEYS : ['a', 'dir/', 'e', 'é &<>']);
    }
  });

  contract('follow a key, with its version named or not, and not what rolls up with it', async () => {
    expect(names(await list({ KeyMarker: 'dir/2' }))).toEqual(['dir/sub/3', 'e', 'é &<>']);
    const both = { KeyMarker: 'dir/2', VersionIdMarker: 'null' };
    expect(names(await list(both))).toEqual(['dir/sub/3', 'e', 'é &<>']);
  });

  contract('do not follow a marker inside a common prefix once more', async () => {
    expect(names(await list({ Delimiter: '/', KeyMarker: 'dir/1' }))).toEqual(['e', 'é &<>']);
  });

  contract(
    'are refused to a marker that is none',
    async () => {
      expect(await refusal(list({ VersionIdMarker: 'null' }))).toBe('InvalidArgument 400');
      expect(await refusal(list({ KeyMarker: 'a', VersionIdMarker: 'nonsense' }))).toBe(
        'InvalidArgument 400',
      );
      for (const encoding of ['', 'other']) {
        const query = { versions: '', 'encoding-type': encoding };
        const answer = await sendSigned(suite.target, { method: 'GET', path: `/${Bucket}`, query });
        expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
      }
    },
    'versionErrors',
  );

  contract('are read, described and deleted under the name null', async () => {
    const input = { Bucket, Key: 'a', VersionId: 'null' };
    const got = await client().send(new GetObjectCommand(input));
    expect(await got.Body?.transformToString()).toBe('a');
    expect(await refusal(client().send(new HeadObjectCommand(input)))).toBe('no refusal');
    expect(await refusal(client().send(new GetObjectTaggingCommand(input)))).toBe('no refusal');
    await client().send(new DeleteObjectCommand(input));
    expect(names(await list())).toEqual(KEYS.slice(1));
  });

  contract('empty the bucket when all are deleted, as programs that empty any bucket do', async () => {
    const { Versions = [] } = await list();
    const Objects = Versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Deleted = [], Errors = [] } = await client().send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention: true }),
    );
    expect(Errors).toEqual([]);
    expect(Deleted.map(({ Key, VersionId }) => [Key, VersionId]).toSorted()).toEqual(
      KEYS.map((key) => [key, 'null']).toSorted(),
    );
    expect(names(await list())).toEqual([]);
  });

  contract(
    'under any other name are refused, and delete nothing',
    async () => {
      const input = { Bucket, Key: 'a', VersionId: FOREIGN };
      expect(await refusal(client().send(new GetObjectCommand(input)))).toBe('InvalidArgument 400');
      expect(await refusal(client().send(new HeadObjectCommand(input)))).toMatch(/400$/);
      expect(await refusal(client().send(new DeleteObjectCommand(input)))).toBe('InvalidArgument 400');
      const Objects = [{ Key: 'a', VersionId: FOREIGN }, { Key: 'e' }];
      const { Errors, Deleted } = await client().send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
      );
      expect(Errors).toEqual([
        {
          Key: 'a',
          VersionId: FOREIGN,
          Code: 'NoSuchVersion',
          Message: 'The specified version does not exist.',
        },
      ]);
      expect(Deleted).toEqual([{ Key: 'e' }]);
      expect(names(await list())).toEqual(KEYS.filter((key) => key !== 'e'));
    },
    'versionErrors',
  );

  contract(
    'have no lock that a deletion could bypass',
    async () => {
      for (const BypassGovernanceRetention of [true, false]) {
        const input = { Bucket, Key: 'a', BypassGovernanceRetention };
        expect(await refusal(client().send(new DeleteObjectCommand(input)))).toBe('InvalidArgument 400');
      }
      const Delete = { Objects: [{ Key: 'a' }] };
      const input = { Bucket, Delete, BypassGovernanceRetention: true };
      expect(await refusal(client().send(new DeleteObjectsCommand(input)))).toBe('InvalidArgument 400');
    },
    'governanceBypass',
  );
});
