/** PERSISTED_*: operations that clients name instead of sending their text. */
export interface PersistedConfig {
  /** PERSISTED_ONLY: whether operations that are not in the manifest are refused. */
  readonly only: boolean;
  /** PERSISTED_MANIFEST_PATH; null for none. */
  readonly manifestPath: string | null;
  /** PERSISTED_MAX_AGE: seconds that caches may keep what anybody gets by GET and an id; 0 for not at all. */
  readonly maxAgeSeconds: number;
}
