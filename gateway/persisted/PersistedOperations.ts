import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { canonicalText } from './canonicalText';
import type { ManifestOperation } from './manifest';

/** Texts that are kept for clients that send them once and then only their hash, and their length together. */
const MAX_TEXTS = 10_000;
const MAX_CHARACTERS = 10_000_000;

/** What a request says of its operation. */
export interface Named {
  /** The text, where it was sent. */
  readonly query: string | undefined;
  /** The id, where one was sent: the SHA-256 of the text in hexadecimal, or what the manifest says. */
  readonly id: string | undefined;
}

/** Why a request is not run. */
export interface PersistedRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The text that a request means. */
export interface ResolvedText {
  readonly query: string;
  /** Whether to keep it under its id once it has been found to be good. */
  readonly isNew: boolean;
}

const NOT_FOUND: PersistedRefusal = {
  status: 200,
  code: 'PERSISTED_QUERY_NOT_FOUND',
  // Clients look for these words, or the code, and send the text.
  message: 'PersistedQueryNotFound',
};
const NOT_IN_LIST: PersistedRefusal = {
  status: 400,
  code: 'PERSISTED_QUERY_NOT_IN_LIST',
  message: 'There is no operation with this id in the list of operations that run here.',
};
const NOT_IN_SAFELIST: PersistedRefusal = {
  status: 400,
  code: 'QUERY_NOT_IN_SAFELIST',
  message: 'Only operations of a list run here, and this is none of them. Send one by its id.',
};
const MISMATCH: PersistedRefusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'provided sha does not match query',
};

/** What the operations stand on. */
export interface PersistedOptions {
  readonly manifest: readonly ManifestOperation[];
  /** Whether nothing but the manifest's operations runs. */
  readonly only: boolean;
  /** The longest text that is read, in lexical tokens. */
  readonly maxTokens: number;
}

/**
 * Operations by id: those of the manifest, and those whose text a client has sent before (Apollo's automatic persisted
 * queries). docs/clients.md.
 */
export class PersistedOperations {
  private readonly listed: ReadonlyMap<string, string>;
  /** Texts that may run although they came as texts: the manifest's, however they are written. */
  private readonly safe: ReadonlySet<string>;
  private readonly known = new LRUCache<string, string>({
    max: MAX_TEXTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (text, hash) => text.length + hash.length,
  });
  private readonly foundSafe = new LRUCache<string, true>({
    max: MAX_TEXTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_is, text) => text.length + 1,
  });

  constructor(private readonly options: PersistedOptions) {
    const { manifest, maxTokens } = options;
    this.listed = new Map(manifest.map(({ id, body }) => [id, body]));
    this.safe = new Set(manifest.map(({ body }) => canonicalText(body, maxTokens) ?? body));
  }

  /** What is known from the start. */
  get manifest(): readonly ManifestOperation[] {
    return this.options.manifest;
  }

  /** Whether a request that names no id is none of our business. */
  get isOpen(): boolean {
    return !this.options.only;
  }

  /** The text of an id; undefined where there is none. */
  find(id: string): string | undefined {
    return this.listed.get(id) ?? (this.options.only ? undefined : this.known.get(id));
  }

  /** The text a request means, or why it is not run. */
  resolve({ query, id }: Named): ResolvedText | PersistedRefusal {
    if (query === undefined) {
      const text = id === undefined ? undefined : this.find(id);
      if (text !== undefined) return { query: text, isNew: false };
      return this.options.only ? NOT_IN_LIST : NOT_FOUND;
    }
    if (id !== undefined && this.listed.get(id) !== query && hashOf(query) !== id) return MISMATCH;
    if (this.options.only) return this.isSafe(query) ? { query, isNew: false } : NOT_IN_SAFELIST;
    return { query, isNew: id !== undefined && !this.listed.has(id) && !this.known.has(id) };
  }

  /** Keeps a text that has passed validation and limits. */
  keep(query: string): void {
    this.known.set(hashOf(query), query);
  }

  private isSafe(query: string): boolean {
    if (this.foundSafe.has(query)) return true;
    const canonical = canonicalText(query, this.options.maxTokens);
    if (canonical === null || !this.safe.has(canonical)) return false;
    this.foundSafe.set(query, true);
    return true;
  }
}

/** As clients make it: SHA-256 in hexadecimal. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
