import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const PURPOSES = {
  sealSigningKeys: 'cloakroom signing-key encryption v1',
  attemptKeys: 'cloakroom attempt-key hashing v1',
  refreshTokens: 'cloakroom refresh-token derivation v1',
  sealTotpSecrets: 'cloakroom totp-secret encryption v1',
  recoveryCodes: 'cloakroom recovery-code hashing v1',
} as const;

/** A 256-bit key for one purpose, derived from the pepper by HKDF-SHA-256 (RFC 5869); none tells about another. */
export function deriveKey(pepper: string, purpose: keyof typeof PURPOSES): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', pepper, '', PURPOSES[purpose], 32)));
}
