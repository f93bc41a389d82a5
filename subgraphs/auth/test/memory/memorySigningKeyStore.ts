import type { SigningKey } from '../../domain/signingKey';
import type { SigningKeyStore } from '../../ports';

export function createMemorySigningKeyStore(): SigningKeyStore {
  const keys: SigningKey[] = [];
  return {
    async listKeys() {
      return keys.toSorted((a, b) => a.generation - b.generation);
    },
    async addKey(key) {
      if (keys.some(({ generation }) => generation === key.generation)) return false;
      keys.push(key);
      return true;
    },
    async removeKeys(upToGeneration) {
      const kept = keys.filter(({ generation }) => generation > upToGeneration);
      keys.splice(0, keys.length, ...kept);
    },
  };
}
