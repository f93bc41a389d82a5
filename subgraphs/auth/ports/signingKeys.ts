import type { SigningKey } from '../domain/signingKey';

/** Where signing keys are kept. */
export interface SigningKeyStore {
  /** All keys, oldest generation first. */
  listKeys(): Promise<readonly SigningKey[]>;
  /** Adds a key; false, with nothing changed, when its generation exists already. */
  addKey(key: SigningKey): Promise<boolean>;
  /** Forgets all keys up to and with this generation. */
  removeKeys(upToGeneration: number): Promise<void>;
}
