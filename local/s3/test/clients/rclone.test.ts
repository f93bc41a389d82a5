import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeTool, KEYS, openBench, sha256Of, writeRandomFile, type Bench } from './tools';

const MULTIPART_TIMEOUT_MS = 120_000;

describeTool('rclone', (path) => {
  let bench: Bench;
  const rclone = (...args: string[]) =>
    bench.run(path, args, {
      RCLONE_CONFIG: '/dev/null',
      RCLONE_CONFIG_STORE_TYPE: 's3',
      RCLONE_CONFIG_STORE_PROVIDER: 'Other',
      RCLONE_CONFIG_STORE_ENDPOINT: bench.server.endpoint,
      RCLONE_CONFIG_STORE_REGION: 'us-east-1',
      RCLONE_CONFIG_STORE_ACCESS_KEY_ID: KEYS.accessKeyId,
      RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      RCLONE_RETRIES: '1',
    });

  beforeAll(async () => {
    bench = await openBench();
    await writeFile(join(bench.folder, 'small.txt'), 'Hello, Cloakroom');
    await rclone('mkdir', 'store:coats');
  });
  afterAll(() => bench.close());

  it('makes a bucket, lists it, and removes it', async () => {
    await rclone('mkdir', 'store:hats');
    expect(await rclone('lsf', 'store:')).toBe('coats/\nhats/\n');
    await rclone('rmdir', 'store:hats');
    expect(await rclone('lsf', 'store:')).toBe('coats/\n');
  });

  it('puts, lists, gets and deletes an object of any name', async () => {
    const at = 'store:coats/rack 7/Mäntel & Hüte+100%.txt';
    await rclone('copyto', 'small.txt', at);
    expect(await rclone('lsf', '--format', 'sp', 'store:coats/rack 7')).toBe('16;Mäntel & Hüte+100%.txt\n');
    expect(await rclone('cat', at)).toBe('Hello, Cloakroom');
    await rclone('deletefile', at);
    expect(await rclone('lsf', 'store:coats/rack 7')).toBe('');
  });

  it('gets a range', async () => {
    await rclone('copyto', 'small.txt', 'store:coats/ranged');
    expect(await rclone('cat', '--offset', '7', '--count', '5', 'store:coats/ranged')).toBe('Cloak');
  });

  it('syncs a folder and keeps the time of a file as metadata', async () => {
    await rclone('sync', '--include', '/small.txt', '.', 'store:coats/synced');
    await rclone('check', '--download', '--include', '/small.txt', '.', 'store:coats/synced');
    const [entry] = JSON.parse(await rclone('lsjson', 'store:coats/synced')) as { ModTime: string }[];
    const { mtime } = await stat(join(bench.folder, 'small.txt'));
    // rclone keeps nanoseconds, Node rounds to milliseconds.
    expect(Math.abs(new Date(entry!.ModTime).getTime() - mtime.getTime())).toBeLessThanOrEqual(1);
  });

  it(
    'sends 100 MB in parts and gets the same bytes back',
    async () => {
      const sent = await writeRandomFile(join(bench.folder, 'large'), 100);
      await rclone('copyto', '--s3-upload-cutoff=5M', '--s3-chunk-size=16M', 'large', 'store:coats/large');
      await rclone('copyto', 'store:coats/large', 'large.back');
      expect(await sha256Of(join(bench.folder, 'large.back'))).toBe(sent);
      const open = JSON.parse(await rclone('backend', 'list-multipart-uploads', 'store:coats')) as {
        coats: unknown[] | null;
      };
      expect(open.coats ?? []).toEqual([]);
    },
    MULTIPART_TIMEOUT_MS,
  );

  it('streams what has no known length', async () => {
    await rclone('rcat', 'store:coats/streamed');
    expect(await rclone('lsf', '--format', 'sp', 'store:coats/', '--include', '/streamed')).toBe(
      '0;streamed\n',
    );
  });

  it('pre-signs a GET that works for anybody, for this key only', async () => {
    await rclone('copyto', 'small.txt', 'store:coats/shared');
    const url = (await rclone('link', '--expire', '1m', 'store:coats/shared')).trim();
    expect(await (await fetch(url)).text()).toBe('Hello, Cloakroom');
    expect((await fetch(url.replace('/shared?', '/ranged?'))).status).toBe(403);
  });

  it('purges a bucket with all that is in it', async () => {
    await rclone('copyto', 'small.txt', 'store:scarves/a/b');
    await rclone('purge', 'store:scarves');
    expect(await rclone('lsf', 'store:')).toBe('coats/\n');
  });
});
