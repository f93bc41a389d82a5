import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Sealed } from '../../domain/sealed';
import { seal, unseal } from './seal';

/** Encrypts a private key for the database; `kid` binds it to its public half. */
export function sealPrivateKey(privateKey: KeyObject, kid: string, sealingKey: KeyObject): Sealed {
  return seal(privateKey.export({ type: 'pkcs8', format: 'der' }), kid, sealingKey);
}

/** @throws Error when it was sealed with another key, or for another kid, or was changed since. */
export function openPrivateKey(sealed: Sealed, kid: string, sealingKey: KeyObject): KeyObject {
  return createPrivateKey({ key: unseal(sealed, kid, sealingKey), format: 'der', type: 'pkcs8' });
}
