import type { Authenticated } from './authenticate';
import { decodeAwsChunked } from './awsChunked';
import type { ChecksumAlgorithm } from './checksums';
import { CHECKSUM_ALGORITHMS, findAlgorithm, isChecksumValue } from './checksums';
import type { Digests, WriteChunk } from './digestStream';
import { digestStream } from './digestStream';
import { S3Error } from './errors';
import type { HeaderList } from './headers';

const PAYLOAD_KINDS: Readonly<Record<string, { chunkSigned: boolean; trailer: boolean }>> = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { chunkSigned: true, trailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { chunkSigned: true, trailer: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { chunkSigned: false, trailer: true },
};

/** What a request announces about its body; every announcement is checked while the body is read. */
export interface BodyClaims {
  /** Of the decoded body, in bytes. */
  readonly length: number;
  readonly chunked: { readonly chunkSigned: boolean; readonly trailer: boolean } | undefined;
  /** Lower-case hex, where the body itself is signed. */
  readonly sha256: string | undefined;
  /** Base64 */
  readonly md5: string | undefined;
  readonly checksum:
    { readonly algorithm: ChecksumAlgorithm; readonly value: string | undefined } | undefined;
}

/** The checksum that was verified, base64. */
export interface VerifiedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

/**
 * Reads the announcements. Throws what S3 answers for a missing length or a malformed digest.
 * `withChecksum: false` is for the one request whose x-amz-checksum-* does not speak of its body.
 */
export function readBodyClaims(
  { request: { headers }, payloadHash }: Authenticated,
  { withChecksum = true } = {},
): BodyClaims {
  const chunked = PAYLOAD_KINDS[payloadHash];
  const hex = /^[0-9a-f]{64}$/.test(payloadHash);
  if (chunked === undefined && !hex && payloadHash !== 'UNSIGNED-PAYLOAD') {
    throw new S3Error('InvalidArgument', {
      message:
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
      details: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: payloadHash },
    });
  }
  const length = headers.get(chunked === undefined ? 'content-length' : 'x-amz-decoded-content-length');
  if (length === undefined && headers.has('transfer-encoding')) {
    throw new S3Error('NotImplemented', {
      message: 'A header you provided implies functionality that is not implemented',
      details: { Header: 'Transfer-Encoding' },
    });
  }
  if (length === undefined) throw new S3Error('MissingContentLength');
  if (!/^\d{1,15}$/.test(length)) {
    throw new S3Error('InvalidArgument', { message: 'The length of the body is not a number' });
  }
  return {
    length: Number(length),
    chunked,
    sha256: hex ? payloadHash : undefined,
    md5: readContentMd5(headers),
    checksum: withChecksum ? readChecksum(headers, chunked?.trailer === true) : undefined,
  };
}

function readContentMd5(headers: HeaderList): string | undefined {
  const md5 = headers.get('content-md5');
  if (md5 === undefined) return undefined;
  const bytes = Buffer.from(md5, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== md5) throw new S3Error('InvalidDigest');
  return md5;
}

function readChecksum(headers: HeaderList, mayTrail: boolean): BodyClaims['checksum'] {
  const given = CHECKSUM_ALGORITHMS.filter((algorithm) => headers.has(`x-amz-checksum-${algorithm}`));
  const trailer = mayTrail ? headers.get('x-amz-trailer')?.toLowerCase() : undefined;
  const trailing = trailer === undefined ? undefined : findAlgorithm(trailer.replace(/^x-amz-checksum-/, ''));
  if (trailer !== undefined && trailing === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'The value specified in the x-amz-trailer header is not supported',
    });
  }
  if (given.length + (trailing === undefined ? 0 : 1) > 1) {
    throw new S3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    });
  }
  const announced = headers.get('x-amz-sdk-checksum-algorithm');
  const algorithm = given[0] ?? trailing;
  if (algorithm === undefined) {
    if (announced === undefined) return undefined;
    throw new S3Error('InvalidRequest', {
      message:
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    });
  }
  if (announced !== undefined && findAlgorithm(announced) !== algorithm) {
    throw new S3Error('InvalidRequest', {
      message: 'Value for x-amz-sdk-checksum-algorithm header is invalid.',
    });
  }
  if (trailing !== undefined) return { algorithm, value: undefined };
  return { algorithm, value: validChecksum(algorithm, headers.get(`x-amz-checksum-${algorithm}`) ?? '') };
}

function validChecksum(algorithm: ChecksumAlgorithm, value: string): string {
  if (isChecksumValue(algorithm, value)) return value;
  throw new S3Error('InvalidRequest', {
    message: `Value for x-amz-checksum-${algorithm} header is invalid.`,
  });
}

/**
 * Passes the decoded body to `write` and verifies it: length, chunk signatures, SHA-256, MD5, checksum.
 * Throws after bytes were passed on, so what was written must not count before this has resolved.
 * The digests hold the checksums of `alsoCompute` too.
 */
export async function consumeBody(
  auth: Authenticated,
  claims: BodyClaims,
  write: WriteChunk,
  alsoCompute: readonly ChecksumAlgorithm[] = [],
): Promise<{ digests: Digests; checksum: VerifiedChecksum | undefined }> {
  let trailers: ReadonlyMap<string, string> = new Map();
  const raw = auth.request.body();
  const body =
    claims.chunked === undefined
      ? raw
      : decodeAwsChunked(raw, {
          seed: claims.chunked.chunkSigned ? auth : undefined,
          onTrailers: claims.chunked.trailer ? (received) => (trailers = received) : undefined,
        });
  const algorithms = new Set<ChecksumAlgorithm>(alsoCompute);
  if (claims.sha256 !== undefined) algorithms.add('sha256');
  if (claims.checksum !== undefined) algorithms.add(claims.checksum.algorithm);
  const digests = await digestStream(refuseLonger(body, claims.length), write, [...algorithms]);
  if (digests.size !== claims.length) throw new S3Error('IncompleteBody');
  if (claims.sha256 !== undefined && digests.sha256?.toString('hex') !== claims.sha256) {
    throw new S3Error('XAmzContentSHA256Mismatch', {
      details: {
        ClientComputedContentSHA256: claims.sha256,
        S3ComputedContentSHA256: digests.sha256?.toString('hex') ?? '',
      },
    });
  }
  if (claims.md5 !== undefined && digests.md5.toString('base64') !== claims.md5) {
    throw new S3Error('BadDigest', {
      details: { ExpectedDigest: claims.md5, CalculatedDigest: digests.md5.toString('base64') },
    });
  }
  return { digests, checksum: verifyChecksum(claims, digests, trailers) };
}

/** Stops at the first byte too many instead of writing a body without end. */
async function* refuseLonger(body: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > length) throw new S3Error('IncompleteBody');
    yield chunk;
  }
}

function verifyChecksum(
  { checksum }: BodyClaims,
  digests: Digests,
  trailers: ReadonlyMap<string, string>,
): VerifiedChecksum | undefined {
  if (checksum === undefined) return undefined;
  const { algorithm } = checksum;
  const value = checksum.value ?? trailers.get(`x-amz-checksum-${algorithm}`);
  if (value === undefined) throw new S3Error('MalformedTrailerError');
  if (validChecksum(algorithm, value) !== digests.checksums.get(algorithm)) {
    throw new S3Error('BadDigest', {
      message: `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    });
  }
  return { algorithm, value };
}
