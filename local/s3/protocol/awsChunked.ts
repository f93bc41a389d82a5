import { createHash } from 'node:crypto';
import { ByteReader } from './byteReader';
import { S3Error } from './errors';
import type { CredentialScope } from './sigv4';
import { equalSignatures, scopeText, sha256Hex, sign } from './sigv4';

// `Content-Encoding: aws-chunked`: the body travels in chunks, each of them signed or none, and may end
// with trailing headers. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

const MIN_CHUNK_BYTES = 8192;
const CHUNK_HEADER = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/;
const EMPTY_SHA256 = sha256Hex('');

/** Where the chain of chunk signatures starts: the request's own signature. */
export interface ChunkSeed {
  readonly key: Buffer;
  readonly scope: CredentialScope;
  readonly amzDate: string;
  readonly signature: string;
}

/** How the chunks of one body are to be read. */
export interface AwsChunkedOptions {
  /** Absent when the chunks are not signed (STREAMING-UNSIGNED-PAYLOAD-TRAILER). */
  readonly seed: ChunkSeed | undefined;
  /** Receives the trailing headers; absent when there must be none. */
  readonly onTrailers: ((trailers: ReadonlyMap<string, string>) => void) | undefined;
}

/**
 * Yields the decoded bytes. They are to be trusted only when the generator ends: a signature stands
 * before its chunk, so a chunk is known to be right after its last byte has been passed on.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  { seed, onTrailers }: AwsChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    const lastSignature = yield* decodeChunks(reader, seed);
    await readTrailers(reader, seed, lastSignature, onTrailers);
  } finally {
    await reader.release();
  }
}

async function* decodeChunks(
  reader: ByteReader,
  seed: ChunkSeed | undefined,
): AsyncGenerator<Buffer, string> {
  let previous = seed?.signature ?? '';
  let shortChunkSeen = false;
  for (;;) {
    const { size, signature } = parseChunkHeader(await reader.line(), seed !== undefined);
    if (size > 0 && shortChunkSeen && seed !== undefined) throw new S3Error('InvalidChunkSizeError');
    shortChunkSeen = size < MIN_CHUNK_BYTES;
    const hash = createHash('sha256');
    for await (const piece of reader.bytes(size)) {
      if (seed !== undefined) hash.update(piece);
      yield piece;
    }
    if (size > 0 && (await reader.line()) !== '') throw new S3Error('IncompleteBody');
    if (seed !== undefined) previous = verifyChunk(seed, previous, hash.digest('hex'), signature);
    if (size === 0) return previous;
  }
}

function parseChunkHeader(line: string, signed: boolean): { size: number; signature: string } {
  const match = CHUNK_HEADER.exec(line);
  if (match === null) throw new S3Error('IncompleteBody');
  if (signed !== (match[2] !== undefined)) throw new S3Error('SignatureDoesNotMatch');
  return { size: Number.parseInt(match[1] ?? '', 16), signature: match[2] ?? '' };
}

function verifyChunk(seed: ChunkSeed, previous: string, bodyHash: string, signature: string): string {
  const text = [
    'AWS4-HMAC-SHA256-PAYLOAD',
    seed.amzDate,
    scopeText(seed.scope),
    previous,
    EMPTY_SHA256,
    bodyHash,
  ].join('\n');
  if (!equalSignatures(sign(seed.key, text), signature)) throw new S3Error('SignatureDoesNotMatch');
  return signature;
}

async function readTrailers(
  reader: ByteReader,
  seed: ChunkSeed | undefined,
  previous: string,
  onTrailers: AwsChunkedOptions['onTrailers'],
): Promise<void> {
  const trailers = new Map<string, string>();
  // Some clients leave out the empty line after the last chunk or after the trailers.
  while (!(await reader.atEnd())) {
    const line = await reader.line();
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1 || trailers.size > 8) throw new S3Error('MalformedTrailerError');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const signature = trailers.get('x-amz-trailer-signature');
  trailers.delete('x-amz-trailer-signature');
  if (onTrailers === undefined) {
    if (trailers.size > 0) throw new S3Error('MalformedTrailerError');
    return;
  }
  if (seed !== undefined) verifyTrailers(seed, previous, trailers, signature ?? '');
  onTrailers(trailers);
}

function verifyTrailers(
  seed: ChunkSeed,
  previous: string,
  trailers: ReadonlyMap<string, string>,
  signature: string,
): void {
  const canonical = [...trailers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  const text = [
    'AWS4-HMAC-SHA256-TRAILER',
    seed.amzDate,
    scopeText(seed.scope),
    previous,
    sha256Hex(Buffer.from(canonical, 'latin1')),
  ].join('\n');
  if (!equalSignatures(sign(seed.key, text), signature)) throw new S3Error('SignatureDoesNotMatch');
}
