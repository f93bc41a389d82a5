import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { percentEncode } from './uri';
import type { HeaderList } from './headers';
import type { QueryParameter } from './request';

// AWS Signature Version 4 for S3, the computing half: no policy, no clock, no request parsing.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

/** The only algorithm accepted. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The day, region and service for which a signing key is valid. */
export interface CredentialScope {
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** What goes into a canonical request. */
export interface CanonicalParts {
  readonly method: string;
  /** The path decoded once: S3 encodes it once and normalises nothing. */
  readonly pathBytes: Buffer;
  /** Without X-Amz-Signature. */
  readonly parameters: readonly QueryParameter[];
  readonly headers: HeaderList;
  /** Lower case, in the order signed. */
  readonly signedHeaders: readonly string[];
  /** Hex SHA-256 of the body, or one of S3's constants. */
  readonly payloadHash: string;
}

/** The canonical request, one byte per character. */
export function canonicalRequest(parts: CanonicalParts): string {
  const query = parts.parameters
    .map(({ name, value }) => [percentEncode(name), percentEncode(value)] as const)
    .sort((a, b) => compareAscii(a[0], b[0]) || compareAscii(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headerLines = parts.signedHeaders.map((name) => `${name}:${canonicalHeader(parts.headers, name)}\n`);
  return [
    parts.method,
    percentEncode(parts.pathBytes, '/'),
    query,
    headerLines.join(''),
    parts.signedHeaders.join(';'),
    parts.payloadHash,
  ].join('\n');
}

function canonicalHeader(headers: HeaderList, name: string): string {
  return headers
    .all(name)
    .map((value) => value.trim().replace(/\s+/g, ' '))
    .join(',');
}

function compareAscii(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `YYYYMMDD/region/service/aws4_request` */
export function scopeText(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

/** The string that is signed for a whole request; `amzDate` is `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(amzDate: string, scope: CredentialScope, canonical: string): string {
  return [ALGORITHM, amzDate, scopeText(scope), sha256Hex(Buffer.from(canonical, 'latin1'))].join('\n');
}

/** The key of one day, region and service, derived from the secret access key. */
export function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const date = hmac(`AWS4${secretAccessKey}`, scope.date);
  const region = hmac(date, scope.region);
  return hmac(hmac(region, scope.service), 'aws4_request');
}

/** Lower-case hex HMAC-SHA-256. */
export function sign(key: Buffer, text: string): string {
  return hmac(key, text).toString('hex');
}

/** Lower-case hex SHA-256. */
export function sha256Hex(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Compares in a time that does not depend on where the two differ. */
export function equalSignatures(expected: string, provided: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(provided);
  return a.length === b.length && timingSafeEqual(a, b);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
