import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { ChecksumAlgorithm } from '../protocol/checksums';
import { createHasher, isChecksumValue } from '../protocol/checksums';
import { combineCrcs, isCombinable } from '../protocol/crcCombine';
import { S3Error } from '../protocol/errors';
import type { HeaderList } from '../protocol/headers';
import type { PartRecord, StoredChecksum, UploadRecord } from '../storage/records';
import { readAlgorithm } from './copyObject';

/** Reads x-amz-checksum-algorithm and -type of a new upload. Throws InvalidRequest for pairs S3 has not. */
export function readUploadChecksum(headers: HeaderList): UploadRecord['checksum'] {
  const algorithm = readAlgorithm(headers);
  const type = headers.get('x-amz-checksum-type')?.toUpperCase();
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw new S3Error('InvalidRequest', {
      message: 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    });
  }
  const chosen = type ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  const exists =
    (chosen === 'FULL_OBJECT' && isCombinable(algorithm)) ||
    (chosen === 'COMPOSITE' && algorithm !== 'crc64nvme');
  if (!exists) {
    throw new S3Error('InvalidRequest', {
      message: `The ${chosen} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    });
  }
  return { algorithm, type: chosen };
}

/** Refuses a part whose checksum is of another algorithm than its upload's. */
export function checkPartAlgorithm(upload: UploadRecord, given: ChecksumAlgorithm | undefined): void {
  const expected = upload.checksum;
  if (expected === undefined || expected.algorithm === given) return;
  // The checksum of the whole needs those of the parts, which the server can compute itself.
  if (given === undefined && expected.type === 'FULL_OBJECT') return;
  throw new S3Error('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${expected.algorithm}, actual checksum Type: ${given ?? 'null'}`,
  });
}

/** The checksum of the completed object; `given` is what the request says it is. */
export async function completeChecksum(
  upload: UploadRecord,
  parts: readonly PartRecord[],
  headers: HeaderList,
): Promise<StoredChecksum | undefined> {
  const asked = headers.get('x-amz-checksum-type')?.toUpperCase();
  if (asked !== undefined && asked !== upload.checksum?.type) {
    throw new S3Error('InvalidRequest', {
      message: `The upload was created using the ${upload.checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
    });
  }
  if (upload.checksum === undefined) return undefined;
  const { algorithm, type } = upload.checksum;
  const values = parts.map((part) => ({ value: part.checksum?.value ?? '', size: part.blob.size }));
  const value =
    type === 'FULL_OBJECT'
      ? combineCrcs(algorithm, values)
      : `${await digestAll(algorithm, values)}-${parts.length}`;
  const given = headers.get(`x-amz-checksum-${algorithm}`);
  if (given !== undefined && given.replace(/-\d+$/, '') !== value.replace(/-\d+$/, '')) {
    if (!isChecksumValue(algorithm, given.replace(/-\d+$/, ''))) {
      throw new S3Error('InvalidRequest', {
        message: `Value for x-amz-checksum-${algorithm} header is invalid.`,
      });
    }
    throw new S3Error('BadDigest', {
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
  }
  return { algorithm, value, type };
}

async function digestAll(algorithm: ChecksumAlgorithm, parts: readonly { value: string }[]): Promise<string> {
  const hasher = createHasher(algorithm);
  for (const { value } of parts) hasher.update(Buffer.from(value, 'base64'));
  return (await hasher.digest()).toString('base64');
}

/** S3's entity tag of a multipart object: the MD5 of the parts' MD5s, and how many there were. */
export function multipartEtag(parts: readonly PartRecord[]): string {
  const hash: Hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}
