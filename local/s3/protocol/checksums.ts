import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c } from '@aws-crypto/crc32c';
import { Crc64Nvme } from '@aws-sdk/crc64-nvme';

/** The checksum algorithms of S3, as they end `x-amz-checksum-`, with the length of a value in bytes. */
export const CHECKSUM_BYTES = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 } as const;

/** `crc32`, `crc32c`, `crc64nvme`, `sha1` or `sha256`. */
export type ChecksumAlgorithm = keyof typeof CHECKSUM_BYTES;

/** All of them. */
export const CHECKSUM_ALGORITHMS = Object.keys(CHECKSUM_BYTES) as ChecksumAlgorithm[];

/** A checksum of bytes that arrive in pieces. */
export interface Hasher {
  update(chunk: Buffer): void;
  /** To be asked once, at the end. */
  digest(): Promise<Buffer>;
}

/** Reads an algorithm's name in any case, as in `x-amz-checksum-algorithm: CRC32C`. */
export function findAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toLowerCase());
}

/** Starts a checksum. */
export function createHasher(algorithm: ChecksumAlgorithm | 'md5'): Hasher {
  switch (algorithm) {
    case 'crc32': {
      let state = 0;
      return {
        update: (chunk) => (state = crc32(chunk, state)),
        digest: async () => uint32(state),
      };
    }
    case 'crc32c': {
      const hash = new Crc32c();
      return { update: (chunk) => hash.update(chunk), digest: async () => uint32(hash.digest()) };
    }
    case 'crc64nvme': {
      const hash = new Crc64Nvme();
      return { update: (chunk) => hash.update(chunk), digest: async () => Buffer.from(await hash.digest()) };
    }
    default: {
      const hash = createHash(algorithm);
      return { update: (chunk) => hash.update(chunk), digest: async () => hash.digest() };
    }
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** True for the base64 of a value of the algorithm's length. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === CHECKSUM_BYTES[algorithm] && bytes.toString('base64') === text;
}
