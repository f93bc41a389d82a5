import type { GatewayConfig } from '../config';
import { readManifest } from './manifest';
import { PersistedOperations } from './PersistedOperations';

/** The operations that clients may name by id. @throws StartFault when the manifest cannot be read. */
export async function loadPersistedOperations({
  persisted: { only, manifestPath },
  limits: { tokens: maxTokens },
}: GatewayConfig): Promise<PersistedOperations> {
  const manifest = manifestPath === null ? [] : await readManifest(manifestPath);
  return new PersistedOperations({ manifest, only, maxTokens });
}
