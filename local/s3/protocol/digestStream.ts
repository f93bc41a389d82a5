import type { ChecksumAlgorithm, Hasher } from './checksums';
import { createHasher } from './checksums';

/** Takes the next bytes of a body; resolves when they are where they belong. */
export type WriteChunk = (chunk: Buffer) => Promise<void> | void;

/** What was computed while bytes passed. */
export interface Digests {
  /** Bytes that passed. */
  readonly size: number;
  readonly md5: Buffer;
  readonly sha256: Buffer | undefined;
  /** Of the algorithms asked for, base64. */
  readonly checksums: ReadonlyMap<ChecksumAlgorithm, string>;
}

/** Copies `source` to `write` chunk by chunk, computing MD5 and the checksums asked for on the way. */
export async function digestStream(
  source: AsyncIterable<Buffer>,
  write: WriteChunk,
  algorithms: readonly ChecksumAlgorithm[],
): Promise<Digests> {
  const hashers = new Map<ChecksumAlgorithm | 'md5', Hasher>([['md5', createHasher('md5')]]);
  for (const algorithm of algorithms) hashers.set(algorithm, createHasher(algorithm));
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    // The write proceeds in the thread pool while this thread hashes.
    const written = write(chunk);
    for (const hasher of hashers.values()) hasher.update(chunk);
    await written;
  }
  const digests = new Map<string, Buffer>();
  for (const [algorithm, hasher] of hashers) digests.set(algorithm, await hasher.digest());
  const checksums = new Map<ChecksumAlgorithm, string>();
  for (const algorithm of algorithms) {
    checksums.set(algorithm, (digests.get(algorithm) ?? Buffer.alloc(0)).toString('base64'));
  }
  return {
    size,
    md5: digests.get('md5') ?? Buffer.alloc(0),
    sha256: digests.get('sha256'),
    checksums,
  };
}
