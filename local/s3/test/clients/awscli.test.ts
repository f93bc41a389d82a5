import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeTool, KEYS, openBench, sha256Of, writeRandomFile, type Bench } from './tools';

// Each call starts Python, which takes seconds on a busy machine.
jest.setTimeout(120_000);

describeTool('aws', (path) => {
  let bench: Bench;
  const aws = (...args: string[]) =>
    bench.run(path, ['--endpoint-url', bench.server.endpoint, ...args], {
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    });
  const text = (name: string) => readFile(join(bench.folder, name), 'utf8');

  beforeAll(async () => {
    bench = await openBench();
    await writeFile(join(bench.folder, 'small.txt'), 'Hello, Cloakroom');
    await aws('s3', 'mb', 's3://coats');
  });
  afterAll(() => bench.close());

  it('makes a bucket, lists it, and removes it', async () => {
    await aws('s3', 'mb', 's3://hats');
    expect(await aws('s3', 'ls')).toMatch(/ coats\n.* hats\n/);
    await aws('s3', 'rb', 's3://hats');
    expect(await aws('s3', 'ls')).not.toContain('hats');
    await expect(aws('s3', 'ls', 's3://hats')).rejects.toThrow('NoSuchBucket');
  });

  it('puts, lists, describes, gets and deletes an object of any name', async () => {
    const key = 'rack 7/Mäntel & Hüte+100%.txt';
    await aws('s3', 'cp', 'small.txt', `s3://coats/${key}`, '--metadata', 'number=42');
    expect(await aws('s3', 'ls', 's3://coats/rack 7/')).toMatch(/ 16 Mäntel & Hüte\+100%\.txt/);
    expect(JSON.parse(await aws('s3api', 'head-object', '--bucket', 'coats', '--key', key))).toMatchObject({
      ContentLength: 16,
      ContentType: 'text/plain',
      Metadata: { number: '42' },
    });
    await aws('s3', 'cp', `s3://coats/${key}`, 'back.txt');
    expect(await text('back.txt')).toBe('Hello, Cloakroom');
    await aws('s3', 'rm', `s3://coats/${key}`);
    await expect(aws('s3', 'cp', `s3://coats/${key}`, 'gone.txt')).rejects.toThrow('404');
  });

  it('gets a range, and is told when there is none such', async () => {
    await aws('s3', 'cp', 'small.txt', 's3://coats/ranged');
    const range = (bytes: string) =>
      aws('s3api', 'get-object', '--bucket', 'coats', '--key', 'ranged', '--range', `bytes=${bytes}`, 'part');
    expect(JSON.parse(await range('7-15'))).toMatchObject({ ContentRange: 'bytes 7-15/16' });
    expect(await text('part')).toBe('Cloakroom');
    await expect(range('16-')).rejects.toThrow('InvalidRange');
  });

  it('copies and moves inside the store', async () => {
    await aws('s3', 'cp', 'small.txt', 's3://coats/from');
    await aws('s3', 'mv', 's3://coats/from', 's3://coats/to');
    expect(await aws('s3', 'cp', 's3://coats/to', '-')).toBe('Hello, Cloakroom');
  });

  it('sends 100 MB in parts and gets the same bytes back', async () => {
    const sent = await writeRandomFile(join(bench.folder, 'large'), 100);
    await aws('s3', 'cp', '--quiet', 'large', 's3://coats/large');
    const head = JSON.parse(await aws('s3api', 'head-object', '--bucket', 'coats', '--key', 'large')) as {
      ETag: string;
    };
    expect(head).toMatchObject({ ContentLength: 104_857_600 });
    expect(head.ETag).toMatch(/^"[0-9a-f]{32}-13"$/);
    await aws('s3', 'cp', '--quiet', 's3://coats/large', 'large.back');
    expect(await sha256Of(join(bench.folder, 'large.back'))).toBe(sent);
    expect(await aws('s3api', 'list-multipart-uploads', '--bucket', 'coats')).not.toContain('UploadId');
  });

  it('pre-signs a GET that works for anybody, for this key only', async () => {
    await aws('s3', 'cp', 'small.txt', 's3://coats/shared');
    const url = (await aws('s3', 'presign', 's3://coats/shared', '--expires-in', '60')).trim();
    expect(await (await fetch(url)).text()).toBe('Hello, Cloakroom');
    expect((await fetch(url.replace('/shared?', '/ranged?'))).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  });

  it('is refused with other keys', async () => {
    await expect(
      bench.run(path, ['--endpoint-url', bench.server.endpoint, 's3', 'ls'], {
        AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: 'wrong',
        AWS_DEFAULT_REGION: 'us-east-1',
      }),
    ).rejects.toThrow('SignatureDoesNotMatch');
  });
});
