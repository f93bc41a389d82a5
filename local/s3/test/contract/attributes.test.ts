import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { refusal, sendSigned } from './http';
import { describeContract } from './target';

const ALL = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;

describeContract('Attributes of objects', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await suite.target.createBucket();
  });
  const client = () => suite.target.client();
  const attributes = async (Key: string, input: object = {}) => {
    const command = new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: [...ALL], ...input });
    const { LastModified, ETag, Checksum, ObjectParts, StorageClass, ObjectSize } =
      await client().send(command);
    expect(LastModified).toBeInstanceOf(Date);
    return { ETag, Checksum, ObjectParts, StorageClass, ObjectSize };
  };
  const multipart = async (Key: string, input: object) => {
    const upload = { Bucket, Key };
    const { UploadId } = await client().send(new CreateMultipartUploadCommand({ ...upload, ...input }));
    const Parts = [];
    for (const [i, Body] of [Buffer.alloc(5 * 1024 * 1024), Buffer.from('last')].entries()) {
      const part = { ...upload, UploadId, PartNumber: i + 1, Body, ChecksumAlgorithm: 'SHA256' as const };
      const { ETag, ChecksumSHA256 } = await client().send(new UploadPartCommand(part));
      Parts.push({ PartNumber: i + 1, ETag, ChecksumSHA256 });
    }
    const MultipartUpload = { Parts };
    await client().send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
    return Parts;
  };

  contract(
    'are those that are asked for, in an order of their own',
    async () => {
      await client().send(
        new PutObjectCommand({ Bucket, Key: 'plain', Body: 'hello', ChecksumAlgorithm: 'CRC32' }),
      );
      expect(await attributes('plain')).toEqual({
        ETag: '5d41402abc4b2a76b9719d911017c592',
        Checksum: { ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' },
        StorageClass: 'STANDARD',
        ObjectSize: 5,
      });
      expect(await attributes('plain', { ObjectAttributes: ['ObjectSize'] })).toEqual({ ObjectSize: 5 });
      const raw = await sendSigned(suite.target, {
        method: 'GET',
        path: `/${Bucket}/plain`,
        query: { attributes: '' },
        headers: { 'x-amz-object-attributes': 'ObjectSize, StorageClass,Checksum , ETag,ObjectParts' },
      });
      const order = ['<ETag>', '<Checksum>', '<StorageClass>', '<ObjectSize>'].map((name) =>
        raw.body.indexOf(name),
      );
      expect(order.every((at) => at > 0)).toBe(true);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    },
    'attributes',
  );

  contract(
    'tell the parts one by one when each has a checksum, in pages',
    async () => {
      const parts = await multipart('parts', { ChecksumAlgorithm: 'SHA256' });
      const whole = await attributes('parts');
      expect(whole).toMatchObject({
        ETag: expect.stringMatching(/^[0-9a-f]{32}-2$/) as string,
        Checksum: {
          ChecksumSHA256: expect.stringMatching(/^[^-]{44}$/) as string,
          ChecksumType: 'COMPOSITE',
        },
        ObjectSize: 5 * 1024 * 1024 + 4,
      });
      const [first, last] = parts.map(({ PartNumber, ChecksumSHA256 }, i) => ({
        PartNumber,
        ChecksumSHA256,
        Size: [5 * 1024 * 1024, 4][i],
      }));
      const page = { IsTruncated: false, PartNumberMarker: '0', TotalPartsCount: 2 };
      expect(whole.ObjectParts).toEqual({
        ...page,
        MaxParts: 1000,
        NextPartNumberMarker: '2',
        Parts: [first, last],
      });
      const part = { Bucket, Key: 'parts', PartNumber: 2, ChecksumMode: 'ENABLED' as const };
      expect(await client().send(new HeadObjectCommand(part))).toMatchObject({
        ChecksumSHA256: last?.ChecksumSHA256,
        ChecksumType: 'COMPOSITE',
        PartsCount: 2,
        ContentLength: 4,
      });
      const one = await attributes('parts', { MaxParts: 1 });
      expect(one.ObjectParts).toMatchObject({
        IsTruncated: true,
        NextPartNumberMarker: '1',
        Parts: [first],
      });
      const next = await attributes('parts', { MaxParts: 1, PartNumberMarker: '1' });
      expect(next.ObjectParts).toEqual({
        ...page,
        PartNumberMarker: '1',
        MaxParts: 1,
        NextPartNumberMarker: '2',
        Parts: [last],
      });
    },
    'attributes',
  );

  contract(
    'only count the parts of an upload without a checksum of its own',
    async () => {
      await multipart('counted', {});
      expect((await attributes('counted')).ObjectParts).toEqual({ TotalPartsCount: 2 });
    },
    'attributes',
  );

  contract(
    'are refused where none or an unknown one is asked for, and of no object',
    async () => {
      const ask = async (headers: Record<string, string>) => {
        const request = { method: 'GET', path: `/${Bucket}/plain`, query: { attributes: '' }, headers };
        const answer = await sendSigned(suite.target, request);
        return `${answer.status} ${answer.code ?? ''}`;
      };
      expect(await ask({})).toBe('400 InvalidRequest');
      expect(await ask({ 'x-amz-object-attributes': 'ETag,Colour' })).toBe('400 InvalidArgument');
      expect(await ask({ 'x-amz-object-attributes': 'ETag', 'x-amz-max-parts': '-1' })).toBe(
        '400 InvalidArgument',
      );
      expect(await refusal(attributes('nothing'))).toBe('NoSuchKey 404');
    },
    'attributes',
  );
});
