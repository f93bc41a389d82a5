import type { ListBucketsCommandOutput, ObjectOwnership } from '@aws-sdk/client-s3';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { refusal, sendSigned } from './http';
import { describeContract } from './target';

describeContract('Buckets', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeEach(async () => {
    Bucket = await suite.target.createBucket();
  });
  const client = () => suite.target.client();

  contract('are deleted when they are empty', async () => {
    await client().send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    expect(await refusal(client().send(new DeleteBucketCommand({ Bucket })))).toBe('BucketNotEmpty 409');
    await sendSigned(suite.target, { method: 'DELETE', path: `/${Bucket}/a` });
    await client().send(new DeleteBucketCommand({ Bucket }));
    expect(await refusal(client().send(new DeleteBucketCommand({ Bucket })))).toBe('NoSuchBucket 404');
  });

  contract('are created again without complaint in us-east-1, and only under a proper name', async () => {
    await client().send(new CreateBucketCommand({ Bucket }));
    for (const name of ['AB', 'UPPER-case', 'under_score', 'a..b', 'a.-b', 'a-.b', '-dash', 'x'.repeat(64)]) {
      const answer = await sendSigned(suite.target, { method: 'PUT', path: `/${name}` });
      expect([name, answer.status]).toEqual([name, 400]);
    }
  });

  contract(
    'are listed in pages, by prefix and by region',
    async () => {
      const prefix = `pages-${Date.now()}-`;
      const all = ['a', 'b', 'c'].map((name) => prefix + name);
      for (const name of all) await client().send(new CreateBucketCommand({ Bucket: name }));
      const list = async (input: object = {}) =>
        client().send(new ListBucketsCommand({ Prefix: prefix, ...input }));
      const names = ({ Buckets }: ListBucketsCommandOutput) => (Buckets ?? []).map(({ Name }) => Name);
      expect(names(await list())).toEqual(all);
      expect((await list()).ContinuationToken).toBeUndefined();
      const first = await list({ MaxBuckets: 2, ContinuationToken: '' });
      expect(names(first)).toEqual(all.slice(0, 2));
      const second = await list({ MaxBuckets: 2, ContinuationToken: first.ContinuationToken });
      expect([names(second), second.ContinuationToken]).toEqual([all.slice(2), undefined]);
      expect(names(await list({ BucketRegion: 'eu-west-1' }))).toEqual([]);
      expect(await refusal(list({ MaxBuckets: 0 }))).toBe('InvalidArgument 400');
      expect(await refusal(list({ ContinuationToken: '?' }))).toBe('InvalidArgument 400');
      for (const name of all) await client().send(new DeleteBucketCommand({ Bucket: name }));
    },
    'bucketPages',
  );

  contract(
    'are never created with an ACL that opens them, or with ownership that would allow one',
    async () => {
      const create = (input: object) =>
        refusal(client().send(new CreateBucketCommand({ Bucket: `${Bucket}-acl`, ...input })));
      expect(await create({ ACL: 'public-read' })).toBe('InvalidBucketAclWithObjectOwnership 400');
      expect(await create({ ObjectOwnership: 'ObjectWriter' })).toBe('NotImplemented 501');
      expect(await create({ ACL: 'private', ObjectOwnership: 'BucketOwnerEnforced' })).toBe('no refusal');
    },
    'notImplemented',
  );

  contract(
    'belong to their owner with all that is in them, and stay so',
    async () => {
      const get = async () => {
        const answer = await client().send(new GetBucketOwnershipControlsCommand({ Bucket }));
        return answer.OwnershipControls?.Rules;
      };
      const put = (ObjectOwnership: ObjectOwnership) => {
        const OwnershipControls = { Rules: [{ ObjectOwnership }] };
        return refusal(client().send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls })));
      };
      expect(await put('BucketOwnerEnforced')).toBe('no refusal');
      expect(await put('ObjectWriter')).toBe('NotImplemented 501');
      expect(await put('Nobody' as ObjectOwnership)).toBe('MalformedXML 400');
      expect(await get()).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    },
    'notImplemented',
  );

  contract(
    'in us-east-1 say so with an empty location',
    async () => {
      const { LocationConstraint } = await client().send(new GetBucketLocationCommand({ Bucket }));
      expect(LocationConstraint ?? '').toBe('');
    },
    'location',
  );

  contract('say that nothing is versioned, and that there is no policy', async () => {
    const { Status } = await client().send(new GetBucketVersioningCommand({ Bucket }));
    expect(Status).toBeUndefined();
    expect(await refusal(client().send(new GetBucketPolicyCommand({ Bucket })))).toBe(
      'NoSuchBucketPolicy 404',
    );
  });

  contract('keep a public access block', async () => {
    const get = () => client().send(new GetPublicAccessBlockCommand({ Bucket }));
    const PublicAccessBlockConfiguration = { IgnorePublicAcls: true, RestrictPublicBuckets: true };
    await client().send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect((await get()).PublicAccessBlockConfiguration).toMatchObject(PublicAccessBlockConfiguration);
  });

  contract(
    'block all public access when they are new, and have no such block after it is deleted',
    async () => {
      const get = () => client().send(new GetPublicAccessBlockCommand({ Bucket }));
      expect((await get()).PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      });
      await client().send(new DeletePublicAccessBlockCommand({ Bucket }));
      expect(await refusal(get())).toBe('NoSuchPublicAccessBlockConfiguration 404');
    },
    'noPublicAccessBlock',
  );

  contract('keep lifecycle rules as they were put', async () => {
    const get = () => client().send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(await refusal(get())).toBe('NoSuchLifecycleConfiguration 404');
    const Rules = [
      {
        ID: 'abort',
        Status: 'Enabled' as const,
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      { ID: 'tmp', Status: 'Disabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } },
      {
        ID: 'tag',
        Status: 'Enabled' as const,
        Filter: { Tag: { Key: 'a', Value: 'b' } },
        Expiration: { Days: 2 },
      },
    ];
    const LifecycleConfiguration = { Rules };
    await client().send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    const { Rules: all } = await get();
    const byId = new Map(all?.map((rule) => [rule.ID, rule]));
    for (const { Filter, ...rule } of Rules) {
      expect(byId.get(rule.ID)).toMatchObject(rule);
      const kept = byId.get(rule.ID);
      // An empty prefix may come back in either of the two forms.
      if (Filter.Prefix !== '') expect(kept).toMatchObject({ Filter });
      else expect(kept?.Filter?.Prefix ?? kept?.Prefix ?? '').toBe('');
    }
  });

  contract(
    'refuse what this server does not do as not implemented, and never as something else',
    async () => {
      for (const name of ['website', 'replication', 'encryption', 'object-lock', 'notification']) {
        const answer = await sendSigned(suite.target, {
          method: 'GET',
          path: `/${Bucket}`,
          query: { [name]: '' },
        });
        expect([name, answer.status, answer.code]).toEqual([name, 501, 'NotImplemented']);
      }
      const put = await sendSigned(suite.target, {
        method: 'PUT',
        path: `/${Bucket}`,
        query: { policy: '' },
        body: '{}',
      });
      expect([put.status, put.code]).toEqual([501, 'NotImplemented']);
      const patch = await sendSigned(suite.target, { method: 'PATCH', path: `/${Bucket}/key` });
      expect([patch.status, patch.code]).toEqual([405, 'MethodNotAllowed']);
    },
    'notImplemented',
  );

  contract(
    'refuse documents that are no XML, or try to expand entities',
    async () => {
      const bodies = [
        'nonsense',
        '<CORSConfiguration>',
        '<Other/>',
        '',
        '<!DOCTYPE a [<!ENTITY b "c">]><CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>&b;</AllowedOrigin></CORSRule></CORSConfiguration>',
        `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
      ];
      for (const body of bodies) {
        const request = { method: 'PUT', path: `/${Bucket}`, query: { cors: '' }, body };
        const answer = await sendSigned(suite.target, request);
        expect(answer.status).toBe(400);
        expect(answer.code).toMatch(/^(MalformedXML|MissingRequestBodyError)$/);
      }
    },
    'errorCodes',
  );

  contract('are deleted with the uploads in progress in them', async () => {
    const upload = { Bucket, Key: 'a' };
    const { UploadId } = await client().send(new CreateMultipartUploadCommand(upload));
    await client().send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'x' }));
    await client().send(new DeleteBucketCommand({ Bucket }));
    await client().send(new CreateBucketCommand({ Bucket }));
    const { Uploads } = await client().send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads ?? []).toEqual([]);
  });
});
