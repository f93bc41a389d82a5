import { createCipheriv, createDecipheriv, createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import type { SealedKey } from '../../domain/signingKey';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a private key for the database (AES-256-GCM); `kid` binds it to its public half. */
export function sealPrivateKey(privateKey: KeyObject, kid: string, sealingKey: KeyObject): SealedKey {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(kid));
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  const ciphertext = Buffer.concat([cipher.update(der), cipher.final()]);
  return {
    iv: iv.toString('base64url'),
    ciphertext: ciphertext.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
  };
}

/** @throws Error when it was sealed with another key, or for another kid, or was changed since. */
export function openPrivateKey(sealed: SealedKey, kid: string, sealingKey: KeyObject): KeyObject {
  const iv = Buffer.from(sealed.iv, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(kid));
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64url'));
  const der = Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64url')), decipher.final()]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
