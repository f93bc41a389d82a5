import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { checkUploadRequest, type UploadInput } from './uploadRequest';

const limits = {
  maxFileBytes: 1_000,
  allowedContentTypes: ['image/*', 'text/plain', 'application/pdf'],
  quotaBytes: 10_000,
  maxFiles: 100,
  maxPendingUploads: 10,
};
const check = (overrides: Partial<UploadInput>) =>
  checkUploadRequest({ name: 'coat.txt', size: 1, contentType: 'text/plain', ...overrides }, limits);
const refusal = (code: string, field: string) => expect.objectContaining({ code, field }) as Error;

describe('U05 the name', () => {
  it.each([
    'a',
    ' leading and trailing ',
    '.hidden',
    '...',
    'Hüte ☂ 帽子 قبعات.txt',
    '👩‍👩‍👧.png',
    'a'.repeat(255),
    'ä'.repeat(127),
  ])('may be %j', (name) => {
    expect(check({ name }).name).toBe(name);
  });

  it.each([
    '',
    '   ',
    '\u200B\u00A0',
    '.',
    '..',
    '../etc/passwd',
    'a/b',
    'a\\b',
    'a\u0000b',
    'a\r\nb',
    'a\u007Fb',
    'a\u0085b',
    'a\u2028b',
    'exe.\u202Egnp',
    'a\u2066b',
    '\u200Fa',
    'a\uD800b',
    'a'.repeat(256),
    'ä'.repeat(128),
    'x'.repeat(300),
  ])('must not be %j', (name) => {
    expect(() => check({ name })).toThrow(refusal('BAD_USER_INPUT', 'name'));
  });
});

describe('U05 the size', () => {
  it.each([0, 1, 1_000])('may be %d', (size) => {
    expect(check({ size }).size).toBe(size);
  });
  it.each([-1, NaN, 1.5, Infinity, 2 ** 53])('must not be %d', (size) => {
    expect(() => check({ size })).toThrow(refusal('BAD_USER_INPUT', 'size'));
  });
  it.each([1_001, 2 ** 31, 2 ** 53 - 1])('must not be as large as %d', (size) => {
    expect(() => check({ size })).toThrow(refusal('FILE_TOO_LARGE', 'size'));
  });
});

describe('U05 the content type', () => {
  it.each([
    'image/png',
    'IMAGE/PNG',
    'text/plain; charset=utf-8',
    'text/plain;charset="utf-8"',
    'image/svg+xml',
  ])('may be %s', (contentType) => {
    expect(check({ contentType }).contentType).toBe(contentType);
  });
  it.each([
    '',
    'image',
    'image/',
    '/png',
    'image/png\r\nx: y',
    'text/plain; a',
    'a b/c',
    'i/*;',
    'x'.repeat(300),
    '*/*',
    'image/*',
  ])('must not be %j', (contentType) => {
    expect(() => check({ contentType })).toThrow(refusal('BAD_USER_INPUT', 'contentType'));
  });
  it.each(['text/html', 'imagex/png', 'application/pdfx'])(
    'must be on the list, unlike %s',
    (contentType) => {
      expect(() => check({ contentType })).toThrow(refusal('UNSUPPORTED_FILE_TYPE', 'contentType'));
    },
  );
});

describe('the checksum', () => {
  it('may be any SHA-256 in base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const checksum = Buffer.from(bytes).toString('base64');
        expect(check({ checksum }).checksum).toBe(checksum);
      }),
    );
  });
  it.each([
    '',
    'abc',
    createHash('sha256').update('').digest('hex'),
    createHash('sha256').update('').digest('base64url'),
    createHash('md5').update('').digest('base64'),
    `${'A'.repeat(42)}B=`,
  ])('must not be %j', (checksum) => {
    expect(() => check({ checksum })).toThrow(refusal('BAD_USER_INPUT', 'checksum'));
  });
});

it.each(['', 'ä', 'a\n', 'x'.repeat(129)])('refuses the idempotency key %j', (idempotencyKey) => {
  expect(() => check({ idempotencyKey })).toThrow(refusal('BAD_USER_INPUT', 'idempotencyKey'));
});

it('I02 tells the same input from another by its hash, whatever the key', () => {
  const { inputHash } = check({});
  expect(check({ idempotencyKey: 'k' }).inputHash).toBe(inputHash);
  for (const other of [{ name: 'b' }, { size: 2 }, { contentType: 'image/png' }]) {
    expect(check(other).inputHash).not.toBe(inputHash);
  }
});

it('I02 takes a default that is spelled out for the same input', () => {
  const { inputHash } = check({});
  expect(check({ method: 'PUT', partChecksums: false, partSizeBytes: null }).inputHash).toBe(inputHash);
  expect(check({ method: 'POST' }).inputHash).not.toBe(inputHash);
  const large = { name: 'a', size: 64 * 1024 ** 2, contentType: 'text/plain' };
  const hashOf = (wishes: Partial<UploadInput>) =>
    checkUploadRequest({ ...large, ...wishes }, { ...limits, maxFileBytes: 1024 ** 3 }).inputHash;
  const parts = { method: 'MULTIPART' as const, partSizeBytes: 16 * 1024 ** 2 };
  expect(hashOf(parts)).toBe(hashOf({}));
  expect(hashOf({ ...parts, partChecksums: true })).not.toBe(hashOf({}));
});
