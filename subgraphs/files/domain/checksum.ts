import { badUserInput } from '../../../platform/errors';

/**
 * Accepts a SHA-256 in base64 as S3 takes it: 32 bytes, 44 characters, padded, canonical.
 * @throws AppError BAD_USER_INPUT with the field `checksum`.
 */
export function checkChecksum(checksum: string): string {
  const bytes = /^[A-Za-z0-9+/]{43}=$/.test(checksum) ? Buffer.from(checksum, 'base64') : null;
  if (bytes?.length !== 32 || bytes.toString('base64') !== checksum) {
    throw badUserInput(
      'checksum',
      'The checksum must be the SHA-256 of the content in base64, 44 characters.',
    );
  }
  return checksum;
}
