import { S3Error } from './errors';
import type { Query, S3Request } from './request';
import type { CredentialScope } from './sigv4';
import { ALGORITHM } from './sigv4';

const MAX_EXPIRES_SECONDS = 604_800;
const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const SIGNATURE = /^[0-9a-f]{64}$/;

/** The query parameters that carry a signature, in lower case. None may appear twice, in any case. */
export const SIGNATURE_PARAMETERS: readonly string[] = [
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-signedheaders',
  'x-amz-signature',
  'x-amz-security-token',
];

/** What a request says about its own signature; nothing of it is verified yet. */
export interface SignatureClaim {
  readonly presigned: boolean;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** In lower case, in the order signed. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** YYYYMMDDTHHMMSSZ */
  readonly amzDate: string;
  readonly time: Date;
  /** Of a pre-signed URL, 1 to 604800; 0 otherwise. */
  readonly expiresInSeconds: number;
  readonly payloadHash: string;
}

/** True when the query claims a signature, of whatever version. */
export function isPresigned(query: Query): boolean {
  return query
    .entries()
    .some(({ name }) => /^x-amz-(algorithm|signature|credential)$/i.test(name) || name === 'Signature');
}

/** Reads `Authorization: AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...`. */
export function claimFromHeader(request: S3Request): SignatureClaim {
  const malformed = (what: string) =>
    new S3Error('AuthorizationHeaderMalformed', {
      message: `The authorization header is malformed; ${what}`,
    });
  const values = request.headers.all('authorization');
  const value = values[0]?.trim() ?? '';
  if (values.length > 1) throw malformed('it is given more than once.');
  if (!value.startsWith(`${ALGORITHM} `)) throw unsupportedMechanism();
  const fields = new Map<string, string>();
  for (const field of value.slice(ALGORITHM.length).split(',')) {
    const [name, ...rest] = field.trim().split('=');
    if (name === undefined || rest.length === 0 || fields.has(name))
      throw malformed('a field is not well-formed.');
    fields.set(name, rest.join('='));
  }
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) => {
    const field = fields.get(name);
    if (field === undefined || field === '') throw malformed(`the field ${name} is missing.`);
    return field;
  }) as [string, string, string];
  const payloadHash = request.headers.get('x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  const { amzDate, time } = headerTime(request);
  return {
    presigned: false,
    ...parseCredential(credential, malformed),
    signedHeaders: parseSignedHeaders(signedHeaders, malformed),
    signature: parseSignature(signature, malformed),
    amzDate,
    time,
    expiresInSeconds: 0,
    payloadHash,
  };
}

/** Reads the X-Amz-* parameters of a pre-signed URL. */
export function claimFromQuery(request: S3Request): SignatureClaim {
  const { query } = request;
  const malformed = (what?: string) =>
    new S3Error('AuthorizationQueryParametersError', what === undefined ? {} : { message: what });
  if (query.has('Signature')) throw unsupportedMechanism();
  const seen = new Set<string>();
  for (const { name } of query.entries()) {
    const lower = name.toLowerCase();
    if (!SIGNATURE_PARAMETERS.includes(lower)) continue;
    if (seen.has(lower)) throw malformed(`The parameter ${name} is given more than once`);
    seen.add(lower);
  }
  const need = (name: string): string => {
    const value = query.get(name);
    if (value === undefined || value === '') throw malformed();
    return value;
  };
  if (need('X-Amz-Algorithm') !== ALGORITHM) {
    throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  const amzDate = need('X-Amz-Date');
  const time = parseAmzDate(amzDate);
  if (time === undefined) {
    throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  return {
    presigned: true,
    ...parseCredential(need('X-Amz-Credential'), malformed),
    signedHeaders: parseSignedHeaders(need('X-Amz-SignedHeaders'), malformed),
    signature: parseSignature(need('X-Amz-Signature'), malformed),
    amzDate,
    time,
    expiresInSeconds: parseExpires(need('X-Amz-Expires'), malformed),
    payloadHash:
      request.headers.get('x-amz-content-sha256') ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  };
}

function unsupportedMechanism(): S3Error {
  return new S3Error('InvalidRequest', {
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  });
}

/** Reads `AKID/YYYYMMDD/region/service/aws4_request`; an access key id may itself contain slashes. */
export function parseCredential(
  text: string,
  malformed: (what: string) => S3Error,
): { accessKeyId: string; scope: CredentialScope } {
  const parts = text.split('/');
  const [date, region, service, terminator] = parts.splice(-4);
  const accessKeyId = parts.join('/');
  if (!date || !region || !service || terminator !== 'aws4_request' || accessKeyId === '') {
    throw malformed(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

function parseSignedHeaders(text: string, malformed: (what: string) => S3Error): string[] {
  const names = text.split(';');
  const wellFormed = names.every((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name));
  if (!wellFormed || new Set(names).size !== names.length)
    throw malformed('SignedHeaders is not well-formed.');
  return names;
}

function parseSignature(text: string, malformed: (what: string) => S3Error): string {
  if (SIGNATURE.test(text)) return text;
  if (/^[0-9a-fA-F]*$/.test(text)) throw new S3Error('SignatureDoesNotMatch');
  throw malformed('the Signature is not hexadecimal.');
}

function parseExpires(text: string, malformed: (what: string) => S3Error): number {
  if (!/^-?\d{1,15}$/.test(text)) throw malformed('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 1) throw malformed('X-Amz-Expires must be non-negative');
  if (seconds > MAX_EXPIRES_SECONDS) {
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return seconds;
}

/** Reads `YYYYMMDDTHHMMSSZ`; undefined when it is not a real instant. */
export function parseAmzDate(text: string): Date | undefined {
  const match = AMZ_DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1);
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** x-amz-date, or the Date header (RFC 9110) where there is none. */
function headerTime(request: S3Request): { amzDate: string; time: Date } {
  const refuse = () =>
    new S3Error('AccessDenied', { message: 'AWS authentication requires a valid Date or x-amz-date header' });
  const amzDate = request.headers.get('x-amz-date');
  if (amzDate !== undefined) {
    const time = parseAmzDate(amzDate);
    if (time === undefined) throw refuse();
    return { amzDate, time };
  }
  const time = new Date(request.headers.get('date') ?? '');
  if (Number.isNaN(time.getTime())) throw refuse();
  return { amzDate: time.toISOString().replace(/[-:]|\.\d{3}/g, ''), time };
}
