import type { PendingTotp, Totp } from '../../domain/secondFactor';
import type { SecondFactorStore } from '../../ports';
import type { StoredAccount } from './memoryAccountStore';

interface Stored {
  totp?: Totp;
  pendingTotp?: PendingTotp;
  recoveryCodeHashes?: readonly string[];
}

/** Second factors beside the accounts of a memory account store, which shows how they stand. */
export function createMemorySecondFactorStore(accounts: Map<string, StoredAccount>): SecondFactorStore {
  const byId = new Map<string, Stored>();
  const put = (accountId: string, stored: Stored, versions = 0): true => {
    byId.set(accountId, stored);
    const account = accounts.get(accountId);
    if (account !== undefined) {
      const { totp, recoveryCodeHashes = [] } = stored;
      const secondFactor =
        totp === undefined
          ? null
          : { enabledAt: totp.enabledAt, recoveryCodesLeft: recoveryCodeHashes.length };
      const securityVersion = account.securityVersion + versions;
      accounts.set(accountId, { ...account, secondFactor, securityVersion });
    }
    return true;
  };
  return {
    findTotp: async (accountId) => byId.get(accountId)?.totp ?? null,
    findPendingTotp: async (accountId) => byId.get(accountId)?.pendingTotp ?? null,
    async putPendingTotp(accountId, pendingTotp) {
      put(accountId, { ...byId.get(accountId), pendingTotp });
    },
    async enableTotp(accountId, totp, recoveryCodeHashes) {
      if (byId.get(accountId)?.pendingTotp?.id !== totp.id) return false;
      return put(accountId, { totp, recoveryCodeHashes }, 1);
    },
    async useStep(accountId, totpId, step) {
      const stored = byId.get(accountId);
      if (stored?.totp?.id !== totpId || stored.totp.lastStep >= step) return false;
      return put(accountId, { ...stored, totp: { ...stored.totp, lastStep: step } });
    },
    async useRecoveryCode(accountId, codeHash) {
      const stored = byId.get(accountId);
      const hashes = stored?.recoveryCodeHashes ?? [];
      if (!hashes.includes(codeHash)) return false;
      return put(accountId, { ...stored, recoveryCodeHashes: hashes.filter((hash) => hash !== codeHash) });
    },
    async replaceRecoveryCodes(accountId, totpId, recoveryCodeHashes) {
      const stored = byId.get(accountId);
      if (stored?.totp?.id !== totpId) return false;
      return put(accountId, { ...stored, recoveryCodeHashes });
    },
    async removeTotp(accountId) {
      if (byId.get(accountId)?.totp === undefined) return false;
      return put(accountId, {});
    },
  };
}
