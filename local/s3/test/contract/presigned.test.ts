import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash } from 'node:crypto';
import { presign, send } from './http';
import { describeContract } from './target';

const BODY = Buffer.from('twelve bytes');
const SHA256 = createHash('sha256').update(BODY).digest('base64');
const BOUND = { 'content-length': '12', 'content-type': 'text/plain', 'if-none-match': '*' };

describeContract('Pre-signed URLs', (suite) => {
  const { contract } = suite;
  let bucket: string;
  let count = 0;
  beforeAll(async () => {
    bucket = await suite.target.createBucket();
  });

  const freshPath = () => `/${bucket}/key-${(count += 1)}`;
  const upload = async (headers: Record<string, string>, body: Buffer | string, signed = BOUND) => {
    const path = freshPath();
    const url = await presign(suite.target, { method: 'PUT', path, headers: signed });
    const answer = await send(url, { method: 'PUT', headers, body });
    const stored = await send(await presign(suite.target, { method: 'GET', path }), { method: 'GET' });
    return `${answer.status} ${answer.code ?? ''} ${stored.status === 200 ? 'stored' : 'not stored'}`;
  };

  contract('U01 take the upload they were signed for', async () => {
    expect(await upload(BOUND, BODY)).toBe('200  stored');
  });

  contract('U02 refuse another length, type or missing header, and store nothing', async () => {
    const refused = '403 SignatureDoesNotMatch not stored';
    expect(await upload({ ...BOUND, 'content-length': '13' }, 'thirteen byte')).toBe(refused);
    expect(await upload({ ...BOUND, 'content-length': '11' }, 'eleven byte')).toBe(refused);
    expect(await upload({ ...BOUND, 'content-type': 'text/html' }, BODY)).toBe(refused);
    expect(await upload({ ...BOUND, 'content-type': 'text/plain; charset=utf-8' }, BODY)).toBe(refused);
    expect(await upload({ ...BOUND, 'content-type': '' }, BODY)).toBe(refused);
    const overwriting = { 'content-length': '12', 'content-type': 'text/plain' };
    expect(await upload(overwriting, BODY)).toBe(refused);
    const unsized = { 'content-type': 'text/plain', 'if-none-match': '*' };
    expect(await upload({ ...unsized, 'transfer-encoding': 'chunked' }, BODY)).toBe(refused);
  });

  contract(
    'refuse a body without a length when the length is not signed',
    async () => {
      const url = await presign(suite.target, { method: 'PUT', path: freshPath() });
      const headers = { 'transfer-encoding': 'chunked' };
      const answer = await send(url, { method: 'PUT', headers, body: BODY });
      expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    },
    'errorCodes',
  );

  contract('store nothing when the client hangs up in mid-body', async () => {
    const path = freshPath();
    const headers = { 'content-length': '12' };
    const url = await presign(suite.target, { method: 'PUT', path, headers });
    await expect(send(url, { method: 'PUT', headers, body: BODY, cutAfter: 5 })).rejects.toThrow();
    const stored = await send(await presign(suite.target, { method: 'GET', path }), { method: 'GET' });
    expect(stored.status).toBe(404);
  });

  contract(
    'U02 check a signed SHA-256 against the body, and remember it',
    async () => {
      const signed = { ...BOUND, 'x-amz-checksum-sha256': SHA256 };
      expect(await upload(signed, BODY, signed)).toBe('200  stored');
      expect(await upload(signed, 'twelve bytez', signed)).toBe('400 BadDigest not stored');
      const other = createHash('sha256').update('twelve bytez').digest('base64');
      expect(await upload({ ...signed, 'x-amz-checksum-sha256': other }, 'twelve bytez', signed)).toBe(
        '403 SignatureDoesNotMatch not stored',
      );
      const path = freshPath();
      await send(await presign(suite.target, { method: 'PUT', path, headers: signed }), {
        method: 'PUT',
        headers: signed,
        body: BODY,
      });
      const mode = { 'x-amz-checksum-mode': 'ENABLED' };
      const head = await send(await presign(suite.target, { method: 'HEAD', path, headers: mode }), {
        method: 'HEAD',
        headers: mode,
      });
      expect(head.headers).toMatchObject({
        'x-amz-checksum-sha256': SHA256,
        'x-amz-checksum-type': 'FULL_OBJECT',
        'content-length': '12',
      });
    },
    'checksums',
  );

  contract('U02 check a signed MD5 against the body', async () => {
    const signed = { ...BOUND, 'content-md5': createHash('md5').update(BODY).digest('base64') };
    expect(await upload(signed, BODY, signed)).toBe('200  stored');
    expect(await upload(signed, 'twelve bytez', signed)).toBe('400 BadDigest not stored');
    expect(await upload(BOUND, BODY, signed)).toBe('403 SignatureDoesNotMatch not stored');
    const broken = { ...BOUND, 'content-md5': 'bm90IG1kNQ==' };
    expect(await upload(broken, BODY, broken)).toBe('400 InvalidDigest not stored');
  });

  contract(
    'refuse x-amz-* headers that were not signed',
    async () => {
      for (const extra of ['x-amz-acl', 'x-amz-meta-a', 'x-amz-checksum-sha256', 'x-amz-tagging']) {
        const value = extra === 'x-amz-acl' ? 'public-read' : SHA256;
        expect(await upload({ ...BOUND, [extra]: value }, BODY)).toBe('403 AccessDenied not stored');
      }
    },
    'unsignedHeaders',
  );

  contract('U10 give one method on one key, signed by the one key pair', async () => {
    const { target } = suite;
    const path = freshPath();
    await send(await presign(target, { method: 'PUT', path }), { method: 'PUT', body: BODY });
    const get = await presign(target, { method: 'GET', path });
    const status = async (url: string, method = 'GET') => (await send(url, { method })).status;
    expect(await status(get)).toBe(200);
    for (const method of ['HEAD', 'PUT', 'DELETE', 'POST']) expect(await status(get, method)).toBe(403);
    expect(await status(get.replace(path, `${path}x`))).toBe(403);
    expect(await status(get.replace(path, path.replace('key', '%6Bey')))).toBe(200);
    expect(await status(`${get}&response-content-type=text/html`)).toBe(403);
    expect(await status(get.replace(/Signature=./, 'Signature=g'))).not.toBe(200);
    expect(await status(get.replace(/X-Amz-Signature=[^&]*/, `X-Amz-Signature=${'0'.repeat(64)}`))).toBe(403);
    expect(await status(get.replace('X-Amz-Expires=300', 'X-Amz-Expires=301'))).toBe(403);
    expect(await status(`${target.endpoint}${path}`)).toBe(403);
    expect(await status(`${target.endpoint}/${bucket}`)).toBe(403);
    expect(await status(await presign(target, { method: 'GET', path, secretAccessKey: 'wrong' }))).toBe(403);
    expect(await status(await presign(target, { method: 'GET', path, accessKeyId: 'nobody' }))).toBe(403);
  });

  contract('U04 end when they expire, and begin when they are dated', async () => {
    const { target } = suite;
    const at = async (secondsAgo: number, expiresIn: number) => {
      const date = new Date(Date.now() - secondsAgo * 1000);
      const url = await presign(target, { method: 'GET', path: `/${bucket}/nothing`, date, expiresIn });
      const answer = await send(url, { method: 'GET' });
      return `${answer.status} ${answer.code}`;
    };
    expect(await at(60, 300)).toBe('404 NoSuchKey');
    expect(await at(301, 300)).toBe('403 AccessDenied');
    expect(await at(600_000, 604_800)).toBe('404 NoSuchKey');
  });

  contract(
    'U04 live a week at most, and at least a second',
    async () => {
      const { target } = suite;
      const url = await presign(target, { method: 'GET', path: `/${bucket}/nothing` });
      for (const expires of ['604801', '0', '-1', 'soon']) {
        const answer = await send(url.replace('X-Amz-Expires=300', `X-Amz-Expires=${expires}`), {
          method: 'GET',
        });
        expect([answer.status, answer.code]).toEqual([400, 'AuthorizationQueryParametersError']);
      }
    },
    'expiresTooLong',
  );

  contract('of the SDK, with its default checksum of an empty body, take any body', async () => {
    const client = suite.target.client();
    const Key = `key-${(count += 1)}`;
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key }));
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA');
    expect((await send(url, { method: 'PUT', body: BODY })).status).toBe(200);
  });

  contract('of the SDK carry metadata in the query', async () => {
    const client = suite.target.client();
    const Key = `key-${(count += 1)}`;
    const command = new PutObjectCommand({ Bucket: bucket, Key, Metadata: { colour: 'blue' } });
    const url = await getSignedUrl(client, command);
    expect((await send(url, { method: 'PUT', body: BODY })).status).toBe(200);
    const path = `/${bucket}/${Key}`;
    const head = await send(await presign(suite.target, { method: 'HEAD', path }), { method: 'HEAD' });
    expect(head.headers['x-amz-meta-colour']).toBe('blue');
  });

  contract(
    'refuse a signature parameter that is given twice',
    async () => {
      const url = await presign(suite.target, { method: 'GET', path: `/${bucket}/nothing` });
      for (const twice of ['X-Amz-Signature=00', 'X-Amz-Expires=9', 'x-amz-date=20200101T000000Z']) {
        const answer = await send(`${url}&${twice}`, { method: 'GET' });
        expect([answer.status, answer.code]).toEqual([400, 'AuthorizationQueryParametersError']);
      }
    },
    'errorCodes',
  );
});
