import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import fc from 'fast-check';
import { GetSigner, type GetRequest } from './GetSigner';

const MINUTE_MS = 60_000;
const text = (minLength = 1) => fc.string({ unit: 'grapheme', minLength, maxLength: 40 });
const secret = fc.stringMatching(/^[A-Za-z0-9/+=]{16,40}$/);

const requests: fc.Arbitrary<GetRequest> = fc.record({
  key: fc.oneof(
    text(),
    fc.array(text(), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  ),
  cacheControl: fc.oneof(fc.constantFrom('private, no-store', 'private, max-age=300'), text()),
  contentDisposition: fc.oneof(
    text().map((name) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`),
    text(),
  ),
  contentType: fc.oneof(fc.constantFrom('image/png', 'text/plain; charset=utf-8'), text()),
});
const stores = fc
  .record({
    region: fc.constantFrom('us-east-1', 'eu-central-1', 'us-gov-west-1', 'cn-north-1', 'garage'),
    bucket: fc.constantFrom('cloakroom', 'with.dots', 'a-b-c'),
    forcePathStyle: fc.boolean(),
    endpoint: fc.option(
      fc.constantFrom(
        'http://127.0.0.1:9000',
        'http://[::1]:9000',
        'https://s3.example.com',
        'https://S3.Example.com:443/',
        'http://store.example.com:80',
        'https://store.example.com:8443/base/',
        'https://store.example.com/a%20b',
      ),
    ),
  })
  // An IP address has no subdomains.
  .filter(({ forcePathStyle, endpoint }) => forcePathStyle || !/\/\/[\d[]/.test(endpoint ?? ''));
const credentials = fc.record({
  accessKeyId: fc.oneof(fc.stringMatching(/^[A-Z0-9]{16,20}$/), text()),
  secretAccessKey: secret,
  sessionToken: fc.option(fc.oneof(secret, text()), { nil: undefined }),
});
// To the millisecond, and often enough the same again.
const times = fc.oneof(
  fc.constantFrom(new Date('2026-01-31T23:59:59.999Z'), new Date('2026-02-01T00:00:00Z')),
  fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }),
);
const orders = fc.record({ request: requests, at: times, seconds: fc.integer({ min: 1, max: 300 }) });

type Provider = () => Promise<{ accessKeyId: string; secretAccessKey: string; expiration?: Date }>;

const createClient = (
  { region, forcePathStyle, endpoint }: { region: string; forcePathStyle: boolean; endpoint: string | null },
  provide: Provider,
) =>
  new S3Client({
    region,
    forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === null ? {} : { endpoint }),
    credentials: provide,
  });

function signBySdk(client: S3Client, bucket: string, request: GetRequest, at: Date, seconds: number) {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: request.key,
    ResponseCacheControl: request.cacheControl,
    ResponseContentDisposition: request.contentDisposition,
    ResponseContentType: request.contentType,
  });
  return getSignedUrl(client, command, { expiresIn: seconds, signingDate: at });
}

it('signs every GET byte for byte as the SDK does, with credentials that rotate', async () => {
  const lives = fc.array(
    fc.record({
      credentials,
      // None; so near that others are asked for at each use; far.
      expiresInMs: fc.constantFrom(null, MINUTE_MS, 60 * MINUTE_MS),
      wanted: fc.array(orders, { minLength: 1 }),
    }),
    { minLength: 1 },
  );
  await fc.assert(
    fc.asyncProperty(fc.tuple(stores, lives), async ([store, [first, ...others]]) => {
      let current = first!;
      const client = createClient(store, async () => {
        const { expiresInMs } = current;
        const expiration = new Date(Date.now() + (expiresInMs ?? 0));
        return { ...current.credentials, ...(expiresInMs === null ? {} : { expiration }) };
      });
      const signer = new GetSigner(client, store.bucket);
      for (current of [first!, ...others]) {
        for (const { request, at, seconds } of current.wanted) {
          const bySdk = await signBySdk(client, store.bucket, request, at, seconds);
          expect(await signer.sign(request, at, seconds)).toBe(bySdk);
        }
      }
    }),
    { numRuns: 100 },
  );
});

describe('on the way past the SDK', () => {
  const store = {
    region: 'eu-central-1',
    bucket: 'cloakroom',
    forcePathStyle: true,
    endpoint: 'http://store:9000',
  };
  const request = { key: 'a/b', cacheControl: 'c', contentDisposition: 'd', contentType: 'e' };
  const at = new Date('2026-01-31T09:30:00Z');

  it('asks the SDK for one URL, and then signs without a promise', async () => {
    const client = createClient(store, async () => ({ accessKeyId: 'id', secretAccessKey: 'key' }));
    const signer = new GetSigner(client, store.bucket);
    const urls = await Promise.all(Array.from({ length: 10 }, async () => signer.sign(request, at, 60)));
    expect(new Set(urls).size).toBe(1);
    client.middlewareStack.remove('presignInterceptMiddleware');
    client.middlewareStack.add(() => () => Promise.reject(new Error('the SDK was asked')), {
      step: 'initialize',
    });
    expect(signer.sign(request, at, 60)).toBe(urls[0]);
  });

  it('asks for credentials again within a second, and at once near their end', async () => {
    let asked = 0;
    let now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    const end = now + 60 * MINUTE_MS;
    const client = createClient(store, async () => {
      asked += 1;
      return { accessKeyId: `id${asked}`, secretAccessKey: 'key', expiration: new Date(end) };
    });
    const signer = new GetSigner(client, store.bucket);
    expect(await signer.sign(request, at, 60)).toContain('=id1%2F');
    now = end - 5 * MINUTE_MS - 1_001;
    expect(await signer.sign(request, at, 60)).toContain('=id1%2F');
    expect(signer.sign(request, at, 60)).toContain('=id1%2F');
    now = end - 5 * MINUTE_MS + 1;
    expect(await signer.sign(request, at, 60)).toContain('=id2%2F');
    expect(await signer.sign(request, at, 60)).toContain('=id3%2F');
    clock.mockRestore();
  });

  it('leaves it to the SDK where that signs more than is known here', async () => {
    const client = createClient(store, async () => ({ accessKeyId: 'id', secretAccessKey: 'key' }));
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amz-request-payer'] = 'requester';
        return next(args);
      },
      { step: 'build' },
    );
    const signer = new GetSigner(client, store.bucket);
    const url = await signer.sign(request, at, 60);
    expect(url).toContain('&x-amz-request-payer=requester');
    expect(await signer.sign(request, at, 60)).toBe(await signBySdk(client, store.bucket, request, at, 60));
  });

  it('tries again after there were no credentials', async () => {
    let isThere = false;
    const client = createClient(store, async () => {
      if (!isThere) throw new Error('no credentials');
      return { accessKeyId: 'id', secretAccessKey: 'key' };
    });
    const signer = new GetSigner(client, store.bucket);
    await expect(signer.sign(request, at, 60)).rejects.toThrow('no credentials');
    isThere = true;
    expect(await signer.sign(request, at, 60)).toContain('=id%2F');
  });
});
