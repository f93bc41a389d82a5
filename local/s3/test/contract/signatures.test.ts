import { send, sendSigned, signHeaders } from './http';
import { describeContract } from './target';

describeContract('Signed requests', (suite) => {
  const { contract } = suite;
  let bucket: string;
  beforeAll(async () => {
    bucket = await suite.target.createBucket();
  });
  const verdict = (answer: { status: number; code: string | undefined }) =>
    `${answer.status} ${answer.code ?? ''}`;
  const get = (what: object = {}) =>
    sendSigned(suite.target, { method: 'GET', path: `/${bucket}/nothing`, ...what });

  contract('are refused with the wrong secret, an unknown key, or no signature', async () => {
    expect(verdict(await get())).toBe('404 NoSuchKey');
    expect(verdict(await get({ secretAccessKey: 'wrong' }))).toBe('403 SignatureDoesNotMatch');
    expect(verdict(await get({ accessKeyId: 'nobody' }))).toBe('403 InvalidAccessKeyId');
    expect(verdict(await send(`${suite.target.endpoint}/${bucket}/nothing`, { method: 'GET' }))).toMatch(
      /^403/,
    );
  });

  contract('are refused when any signed header or the path was changed', async () => {
    const { target } = suite;
    const path = `/${bucket}/nothing`;
    const headers = await signHeaders(target, { method: 'GET', path, headers: { 'x-amz-meta-a': '1' } });
    const url = `${target.endpoint}${path}`;
    expect(verdict(await send(url, { method: 'GET', headers }))).toBe('404 NoSuchKey');
    const changed = { ...headers, 'x-amz-meta-a': '2' };
    expect(verdict(await send(url, { method: 'GET', headers: changed }))).toBe('403 SignatureDoesNotMatch');
    expect(verdict(await send(`${url}x`, { method: 'GET', headers }))).toBe('403 SignatureDoesNotMatch');
    expect(verdict(await send(`${url}?versionId=null`, { method: 'GET', headers }))).toBe(
      '403 SignatureDoesNotMatch',
    );
  });

  contract('are refused when their clock is more than 15 minutes behind', async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    expect(verdict(await get({ date: ago(14) }))).toBe('404 NoSuchKey');
    expect(verdict(await get({ date: ago(16) }))).toBe('403 RequestTimeTooSkewed');
  });

  contract(
    'are refused when their clock is more than 15 minutes ahead',
    async () => {
      expect(verdict(await get({ date: new Date(Date.now() + 16 * 60_000) }))).toBe(
        '403 RequestTimeTooSkewed',
      );
    },
    'clockSkew',
  );

  contract(
    'are refused for another region',
    async () => {
      expect(verdict(await get({ region: 'eu-west-1' }))).toBe('400 AuthorizationHeaderMalformed');
    },
    'scopeRegion',
  );

  contract(
    'are refused when an x-amz-* header is not signed',
    async () => {
      const path = `/${bucket}/nothing`;
      const headers = await signHeaders(suite.target, { method: 'GET', path });
      const answer = await send(`${suite.target.endpoint}${path}`, {
        method: 'GET',
        headers: { ...headers, 'x-amz-meta-a': '1' },
      });
      expect(verdict(answer)).toBe('403 AccessDenied');
      expect(answer.body.toString()).toContain('<HeadersNotSigned>x-amz-meta-a</HeadersNotSigned>');
    },
    'unsignedHeaders',
  );

  contract(
    'are refused when the Authorization header is malformed or of another kind',
    async () => {
      const path = `/${bucket}/nothing`;
      const headers = await signHeaders(suite.target, { method: 'GET', path });
      const authorize = async (change: (value: string) => string) => {
        const authorization = change(headers['authorization'] ?? '');
        const request = { method: 'GET', headers: { ...headers, authorization } };
        return verdict(await send(`${suite.target.endpoint}${path}`, request));
      };
      expect(await authorize(() => 'AWS AKID:signature')).toBe('400 InvalidRequest');
      expect(await authorize(() => 'Bearer abc')).toBe('400 InvalidRequest');
      expect(await authorize((v) => v.replace('SignedHeaders=', 'Signed='))).toBe(
        '400 AuthorizationHeaderMalformed',
      );
      expect(await authorize((v) => v.replace('/aws4_request', ''))).toBe('400 AuthorizationHeaderMalformed');
      expect(await authorize((v) => v.replace('host;', ''))).toBe('400 AuthorizationHeaderMalformed');
      expect(await authorize((v) => `${v}, Signature=${'0'.repeat(64)}`)).toBe(
        '400 AuthorizationHeaderMalformed',
      );
    },
    'errorCodes',
  );

  contract('cover the path as S3 canonicalises it: decoded once, never normalised', async () => {
    for (const key of ['a/b', 'a//b', 'a/../b', 'a%252Fb', '%E2%82%AC', 'a%2Bb', 'a%20b', '~tilde']) {
      const path = `/${bucket}/${key}`;
      const answer = await sendSigned(suite.target, { method: 'PUT', path, body: key });
      expect([key, verdict(answer)]).toEqual([key, '200 ']);
    }
    const read = async (key: string) =>
      (await sendSigned(suite.target, { method: 'GET', path: `/${bucket}/${key}` })).body.toString();
    for (const key of ['a/b', 'a//b', 'a/../b', 'a%252Fb', 'a%2Bb']) expect(await read(key)).toBe(key);
    // The same key in another spelling has the same signature.
    const headers = await signHeaders(suite.target, { method: 'GET', path: `/${bucket}/a/b` });
    const url = `${suite.target.endpoint}/${bucket}/%61%2fb`;
    expect((await send(url, { method: 'GET', headers })).body.toString()).toBe('a/b');
  });
});
