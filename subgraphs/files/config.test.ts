import { readConfig } from './config';

const env = {
  MONGODB_URI: 'mongodb://db.example.com/cloakroom',
  S3_BUCKET: 'files',
  AUTH_URL: 'http://auth.example.com:4001/graphql',
  SERVICE_SECRET: 's'.repeat(32),
};

it('needs a database, a bucket, auth and the secret, and has a default for all else', () => {
  expect(readConfig(env)).toEqual({
    port: 4002,
    host: '127.0.0.1',
    mongodbUri: env.MONGODB_URI,
    metrics: null,
    tracing: false,
    s3: { bucket: 'files', region: 'us-east-1', endpoint: null, publicEndpoint: null, forcePathStyle: false },
    authUrl: 'http://auth.example.com:4001',
    jwtIssuer: 'cloakroom',
    jwtAudience: 'cloakroom',
    serviceSecret: env.SERVICE_SECRET,
    maxFileBytes: 5 * 1024 ** 4,
    allowedContentTypes: ['*/*'],
    quotaBytes: 10 * 1024 ** 3,
    maxFiles: 10_000_000,
    plans: {},
    uploadUrlSeconds: 900,
    eventsSecret: null,
    publicUrl: 'http://localhost:4000',
    trashDays: 30,
    multipartSeconds: 7 * 24 * 3_600,
    logLevel: 'info',
  });
});

it('signs for the public address of the store where it has one', () => {
  const internal = readConfig({ ...env, S3_ENDPOINT: 'http://store:8333/' });
  expect(internal.s3).toMatchObject({ endpoint: 'http://store:8333', publicEndpoint: 'http://store:8333' });
  const both = readConfig({
    ...env,
    S3_ENDPOINT: 'http://store:8333',
    S3_PUBLIC_ENDPOINT: 'https://s3.example.com',
  });
  expect(both.s3).toMatchObject({ endpoint: 'http://store:8333', publicEndpoint: 'https://s3.example.com' });
});

it('L04 lists everything that is missing', () => {
  expect(() => readConfig({})).toThrow(
    /MONGODB_URI is missing[^]*S3_BUCKET is missing[^]*AUTH_URL[^]*SERVICE_SECRET/,
  );
});

it.each([
  ['SERVICE_SECRET', 'short'],
  ['S3_EVENTS_SECRET', 'short'],
  ['UPLOAD_URL_TTL', '59'],
  ['UPLOAD_URL_TTL', '901'],
  ['UPLOAD_URL_TTL', '-1'],
  ['UPLOAD_URL_TTL', '691200'],
  ['MAX_FILE_BYTES', '0'],
  ['MAX_FILE_BYTES', String(5 * 1024 ** 4 + 1)],
  ['MULTIPART_UPLOAD_TTL', '3599'],
  ['MULTIPART_UPLOAD_TTL', '604801'],
  ['QUOTA_BYTES', '1e3'],
  ['S3_ENDPOINT', 'store:8333'],
  ['S3_FORCE_PATH_STYLE', 'yes'],
  ['S3_BUCKET', 'Not A Bucket'],
  ['ALLOWED_CONTENT_TYPES', 'pictures'],
  ['PORT', '99999'],
])('L04 U04 refuses %s=%s, and does not repeat the value', (name, value) => {
  try {
    readConfig({ ...env, [name]: value });
    throw new Error('accepted');
  } catch (error) {
    expect((error as Error).message).toContain(name);
    if (value.length > 3) expect((error as Error).message).not.toContain(value);
  }
});
