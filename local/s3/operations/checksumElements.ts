import type { ChecksumAlgorithm } from '../protocol/checksums';
import type { XmlNode } from '../protocol/xml';
import { element } from '../protocol/xml';
import type { StoredChecksum } from '../storage/records';

/** The name S3 gives an algorithm's checksum in XML. */
export function checksumElementName(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm.toUpperCase()}`;
}

/** `<ChecksumCRC32>` or its like, and `<ChecksumType>`. */
export function checksumElements(checksum: StoredChecksum | undefined): XmlNode[] {
  if (checksum === undefined) return [];
  return [
    element(checksumElementName(checksum.algorithm), checksum.value),
    element('ChecksumType', checksum.type),
  ];
}
