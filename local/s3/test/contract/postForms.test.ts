import { createHmac } from 'node:crypto';
import { send, sendSigned } from './http';
import { describeContract } from './target';

describeContract('Upload forms', (suite) => {
  const { contract } = suite;
  let bucket: string;
  beforeAll(async () => {
    bucket = await suite.target.createBucket();
  });

  const sign = (policy: string, date: string, secret = suite.target.secretAccessKey) =>
    [date, suite.target.region, 's3', 'aws4_request', policy]
      .reduce<Buffer | string>(
        (key, text) => createHmac('sha256', key).update(text).digest(),
        `AWS4${secret}`,
      )
      .toString('hex');

  interface Form {
    conditions?: unknown[];
    fields?: Record<string, string>;
    body?: string;
    secret?: string;
    expiresInSeconds?: number;
    cut?: number;
  }

  const post = async ({
    conditions = [],
    fields = {},
    body = 'hello',
    secret,
    expiresInSeconds = 60,
    cut,
  }: Form) => {
    const amzDate = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
    const date = amzDate.slice(0, 8);
    const signing = {
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `${suite.target.accessKeyId}/${date}/${suite.target.region}/s3/aws4_request`,
      'x-amz-date': amzDate,
    };
    const all = { key: 'posted', 'Content-Type': 'text/plain', ...signing };
    const document = {
      expiration: new Date(Date.now() + expiresInSeconds * 1000).toISOString(),
      conditions: [
        { bucket },
        ['starts-with', '$Content-Type', 'text/'],
        ['eq', '$key', 'posted'],
        signing,
        ...conditions,
      ].flatMap((condition) =>
        condition === signing
          ? Object.entries(signing).map(([name, value]) => ({ [name]: value }))
          : [condition],
      ),
    };
    const policy = Buffer.from(JSON.stringify(document)).toString('base64');
    const sent = { ...all, policy, 'x-amz-signature': sign(policy, date, secret), ...fields };
    const boundary = 'a-boundary-in-no-body';
    const parts = Object.entries(sent)
      .filter(([, value]) => value !== '(none)')
      .map(
        ([name, value]) =>
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="up.txt"\r\ncontent-type: text/html\r\n\r\n${body}\r\n--${boundary}--\r\n`;
    const whole = parts.join('') + file;
    const answer = await send(`${suite.target.endpoint}/${bucket}`, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: cut === undefined ? whole : whole.slice(0, -cut),
    });
    return { ...answer, verdict: `${answer.status} ${answer.code ?? ''}`.trim() };
  };
  const stored = async () => {
    const answer = await sendSigned(suite.target, { method: 'GET', path: `/${bucket}/posted` });
    return answer.status === 200 ? `${answer.body.toString()} ${answer.headers['content-type']}` : 'nothing';
  };

  contract('store their file under the key and type the policy allows', async () => {
    expect((await post({})).verdict).toBe('204');
    expect(await stored()).toBe('hello text/plain');
    const created = await post({
      conditions: [{ success_action_status: '201' }],
      fields: { success_action_status: '201' },
    });
    expect(created.status).toBe(201);
    expect(created.body.toString()).toContain('<Key>posted</Key>');
  });

  contract('keep the file within the range of lengths', async () => {
    const conditions = [['content-length-range', 3, 5]];
    await post({ body: 'first' });
    expect((await post({ conditions, body: 'abc' })).verdict).toBe('204');
    expect((await post({ conditions, body: 'abcde' })).verdict).toBe('204');
    expect((await post({ conditions, body: 'ab' })).verdict).toBe('400 EntityTooSmall');
    expect((await post({ conditions, body: 'abcdef' })).verdict).toBe('400 EntityTooLarge');
    expect((await post({ conditions, body: 'x'.repeat(3_000_000) })).verdict).toBe('400 EntityTooLarge');
    expect(await stored()).toBe('abcde text/plain');
  });

  contract('refuse another key, type or field, and a policy that expired', async () => {
    for (const [name, value] of [
      ['key', 'other'],
      ['Content-Type', 'image/png'],
      ['x-amz-meta-a', '1'],
    ] as const) {
      expect((await post({ fields: { [name]: value } })).verdict).toBe('403 AccessDenied');
    }
    expect((await post({ expiresInSeconds: -1 })).verdict).toBe('403 AccessDenied');
    const answer = await sendSigned(suite.target, { method: 'GET', path: `/${bucket}/other` });
    expect(answer.status).toBe(404);
  });

  contract('keep metadata that the policy names', async () => {
    const conditions = [['starts-with', '$x-amz-meta-note', '']];
    expect((await post({ conditions, fields: { 'x-amz-meta-note': 'hi' } })).verdict).toBe('204');
    const answer = await sendSigned(suite.target, { method: 'HEAD', path: `/${bucket}/posted` });
    expect(answer.headers['x-amz-meta-note']).toBe('hi');
  });

  contract(
    'refuse a policy with a condition that is none',
    async () => {
      for (const condition of [
        {},
        { acl: 'private', key: 'posted' },
        ['eq', '$key'],
        ['like', '$key', 'a'],
        1,
      ]) {
        expect((await post({ conditions: [condition] })).verdict).toBe('400 InvalidPolicyDocument');
      }
    },
    'postErrors',
  );

  contract(
    'refuse a wrong signature or key, a missing signature, and no policy at all',
    async () => {
      expect((await post({ secret: 'wrong' })).verdict).toBe('403 SignatureDoesNotMatch');
      expect((await post({ fields: { 'x-amz-signature': '(none)' } })).verdict).toBe('400 InvalidArgument');
      expect((await post({ fields: { policy: '(none)' } })).verdict).toBe('403 AccessDenied');
      expect((await post({ fields: { policy: 'bm9uc2Vuc2U=' } })).verdict).toBe('403 SignatureDoesNotMatch');
      expect((await post({ fields: { key: '(none)' } })).verdict).toBe('400 InvalidArgument');
    },
    'postErrors',
  );

  contract(
    'store nothing when the form breaks off',
    async () => {
      await post({ body: 'before' });
      for (const cut of [4, 30, 200, 600]) {
        expect((await post({ body: 'after', cut })).verdict).toMatch(/^4\d\d /);
      }
      expect(await stored()).toBe('before text/plain');
    },
    'postErrors',
  );
});
