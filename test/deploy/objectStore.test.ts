import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the store is started and set up, in docker-compose.yml and on AWS. */
const root = join(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the object store', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloakroom-deploy-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const keys = {
    S3_BUCKET: 'cloakroom',
    S3_ACCESS_KEY_ID: 'filesKey',
    S3_SECRET_ACCESS_KEY: 'files/Secret+=',
    S3_OPERATOR_ACCESS_KEY_ID: 'operatorKey',
    S3_OPERATOR_SECRET_ACCESS_KEY: 'operatorSecret',
  };
  const startObjectStore = (env: Record<string, string>) => {
    writeFileSync(join(folder, 'weed'), '#!/bin/sh\necho "$@"\n');
    chmodSync(join(folder, 'weed'), 0o755);
    return spawnSync('/bin/sh', [join(root, 'deploy/startObjectStore.sh')], {
      env: { PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder, ...env },
      encoding: 'utf8',
    });
  };

  it('U10 gives the files service the rights it needs in its own bucket, and keeps all but S3 on loopback', () => {
    const { status, stdout } = startObjectStore({ ...keys, CORS_ORIGINS: 'https://app.example.com' });
    expect(status).toBe(0);
    expect(stdout).toContain('-ip.bind=127.0.0.1');
    expect(stdout).toContain('-s3.ip.bind=0.0.0.0');
    expect(stdout).toContain('-s3.allowedOrigins=https://app.example.com');
    const { identities } = JSON.parse(readFileSync(join(folder, 's3.json'), 'utf8')) as {
      identities: { name: string; credentials: unknown[]; actions: string[] }[];
    };
    expect(identities).toEqual([
      expect.objectContaining({ name: 'operator' }),
      {
        name: 'files',
        credentials: [{ accessKey: 'filesKey', secretKey: 'files/Secret+=' }],
        actions: ['Read:cloakroom', 'Write:cloakroom', 'List:cloakroom'],
      },
    ]);
  });

  it.each(['', 'with "quotes"', 'a\nb'])('refuses %j as a key of the store', (secret) => {
    const { status, stderr } = startObjectStore({ ...keys, S3_SECRET_ACCESS_KEY: secret });
    expect(status).toBe(1);
    expect(stderr).toContain('may hold letters');
  });

  it('shows in the README the policy and the CORS rule that deploy/aws holds', () => {
    const blocks = [...text('README.md').matchAll(/```json\n([\s\S]*?)```/g)].map(
      (match) => JSON.parse(match[1]!) as unknown,
    );
    const file = (name: string) => JSON.parse(text(`deploy/aws/${name}`)) as Record<string, unknown>;
    expect(blocks).toContainEqual(file('iam-policy.json'));
    expect(blocks).toContainEqual(file('bucket-cors.json').CORSRules);
  });

  it('U12 ends unfinished uploads by a lifecycle rule', () => {
    expect(JSON.parse(text('deploy/aws/bucket-lifecycle.json'))).toMatchObject({
      Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 8 } }],
    });
  });
});
