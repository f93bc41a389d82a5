import { DeleteBucketCorsCommand, GetBucketCorsCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { presign, refusal, send } from './http';
import { describeContract } from './target';

const ORIGIN = 'https://app.example.com';

describeContract('CORS', (suite) => {
  const { contract } = suite;
  let Bucket: string;
  beforeEach(async () => {
    Bucket = await suite.target.createBucket();
  });
  const configure = () =>
    suite.target.client().send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: {
          CORSRules: [
            {
              AllowedOrigins: ['https://*.example.com'],
              AllowedMethods: ['PUT', 'GET'],
              AllowedHeaders: ['content-*', 'if-none-match'],
              ExposeHeaders: ['ETag', 'x-amz-request-id'],
              MaxAgeSeconds: 600,
            },
          ],
        },
      }),
    );
  const preflight = (headers: Record<string, string>) =>
    send(`${suite.target.endpoint}/${Bucket}/key`, { method: 'OPTIONS', headers });

  contract('rules are returned as they were put, until they are deleted', async () => {
    const client = suite.target.client();
    const get = () => client.send(new GetBucketCorsCommand({ Bucket }));
    expect(await refusal(get())).toBe('NoSuchCORSConfiguration 404');
    await configure();
    const { CORSRules } = await get();
    expect(CORSRules).toMatchObject([
      {
        AllowedOrigins: ['https://*.example.com'],
        ExposeHeaders: ['ETag', 'x-amz-request-id'],
        MaxAgeSeconds: 600,
      },
    ]);
    expect(CORSRules?.[0]?.AllowedMethods?.toSorted()).toEqual(['GET', 'PUT']);
    await client.send(new DeleteBucketCorsCommand({ Bucket }));
    expect(await refusal(get())).toBe('NoSuchCORSConfiguration 404');
  });

  contract('lets a browser ask before it uploads', async () => {
    await configure();
    const answer = await preflight({
      origin: ORIGIN,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type,If-None-Match',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-max-age': '600',
    });
    expect(answer.headers['access-control-allow-methods']).toContain('PUT');
    expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toContain('if-none-match');
  });

  contract('refuses other origins, methods and headers, and buckets without rules', async () => {
    const asked = { origin: ORIGIN, 'access-control-request-method': 'PUT' };
    expect((await preflight(asked)).status).toBe(403);
    await configure();
    expect((await preflight({ ...asked, origin: 'https://example.org' })).status).toBe(403);
    expect((await preflight({ ...asked, 'access-control-request-method': 'DELETE' })).status).toBe(403);
    expect((await preflight({ ...asked, 'access-control-request-headers': 'x-amz-acl' })).status).toBe(403);
    expect((await preflight({ origin: ORIGIN })).status).toBe(400);
  });

  contract('headers are on uploads and downloads of an allowed page', async () => {
    await configure();
    const path = `/${Bucket}/key`;
    const put = await send(await presign(suite.target, { method: 'PUT', path }), {
      method: 'PUT',
      headers: { origin: ORIGIN },
      body: 'x',
    });
    expect(put.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN });
    expect(put.headers['access-control-expose-headers']).toContain('ETag');
    const url = await presign(suite.target, { method: 'GET', path });
    const get = await send(url, { method: 'GET', headers: { origin: ORIGIN } });
    expect(get.headers['access-control-allow-origin']).toBe(ORIGIN);
    const foreign = await send(url, { method: 'GET', headers: { origin: 'https://example.org' } });
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  });

  contract(
    'headers are on refusals too, so that the page can read them',
    async () => {
      await configure();
      const url = await presign(suite.target, { method: 'GET', path: `/${Bucket}/key` });
      const refused = await send(`${url}0`, { method: 'GET', headers: { origin: ORIGIN } });
      expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([403, ORIGIN]);
    },
    'corsOnRefusals',
  );
});
