import { createPublicKey, type KeyObject } from 'node:crypto';
import { AppError } from '../../../../platform/errors';
import { CachedKeySet, type KeySet } from '../../../../platform/identity';
import type { Log } from '../../../../platform/service';
import { findActiveKey, publishedKeys, type SigningKey } from '../../domain/signingKey';
import type { Clock, SigningKeyStore } from '../../ports';
import { createSigningKey } from '../crypto/createSigningKey';
import { deriveKey } from '../crypto/derivedKey';
import { openPrivateKey } from '../crypto/sealedKey';

/** What is read of the store serves this long before it is read again: keys are published long before they sign. */
const FRESH_MS = 60_000;

/** The longest time for which a verifier believes a token, clock differences included. */
const TOKEN_SECONDS = 15 * 60 + 30;

/** A key as verifiers get it (RFC 7517). */
export interface PublishedKey {
  readonly kid: string;
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

/** What Keyring takes. */
export interface KeyringOptions {
  readonly store: SigningKeyStore;
  /** PASSWORD_PEPPER, under which private keys are encrypted at rest. */
  readonly pepper: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The signing keys: makes the first one, keeps them at hand, and opens the private half of the active one. */
export class Keyring {
  /** For verifying our own tokens, by the code that every other service verifies them with. */
  readonly keySet: KeySet;
  private readonly sealingKey: KeyObject;
  private readonly opened = new Map<string, KeyObject>();
  private known: { readonly keys: readonly SigningKey[]; readonly at: number } | null = null;

  constructor(private readonly options: KeyringOptions) {
    this.sealingKey = deriveKey(options.pepper, 'sealSigningKeys');
    this.keySet = new CachedKeySet({
      onFailure: (error) => options.log.warn({ err: error }, 'could not read the signing keys'),
      load: async () => {
        await this.reload();
        const published = await this.listPublishedKeys();
        return new Map(
          published.map((jwk) => [jwk.kid, createPublicKey({ key: { ...jwk }, format: 'jwk' })]),
        );
      },
    });
  }

  /**
   * Makes sure that there is a key to sign with, and that it can be opened. Several processes that start at once
   * agree: only one of them can add generation 1.
   * @throws Error when the stored key was sealed under another PASSWORD_PEPPER.
   */
  async ensureActiveKey(): Promise<void> {
    const { store, clock } = this.options;
    const stored = await store.listKeys();
    if (findActiveKey(stored, clock()) === null) {
      const generation = (stored.at(-1)?.generation ?? 0) + 1;
      await store.addKey(await createSigningKey(generation, clock(), clock(), this.sealingKey));
    }
    await this.reload();
    const { kid } = await this.getActiveKey();
    // Learnt now, the key verifies on should the database go away before the first token comes.
    await this.keySet.findKey(kid);
  }

  /** @throws AppError SERVICE_UNAVAILABLE when there is none yet, or the store cannot be read. */
  async getActiveKey(): Promise<{ readonly kid: string; readonly privateKey: KeyObject }> {
    const active = findActiveKey(await this.listKeys(), this.options.clock());
    if (active === null) throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 1 });
    const { kid } = active;
    const privateKey = this.opened.get(kid) ?? this.open(active);
    this.opened.set(kid, privateKey);
    return { kid, privateKey };
  }

  /** What to publish as JWKS. */
  async listPublishedKeys(): Promise<readonly PublishedKey[]> {
    const published = publishedKeys(await this.listKeys(), this.options.clock(), TOKEN_SECONDS);
    return published.map(({ kid, algorithm, publicJwk }) => ({
      kid,
      ...publicJwk,
      alg: algorithm,
      use: 'sig',
    }));
  }

  private async listKeys(): Promise<readonly SigningKey[]> {
    const age = this.known === null ? Infinity : performance.now() - this.known.at;
    if (age < FRESH_MS && this.known !== null) return this.known.keys;
    try {
      return await this.reload();
    } catch (error) {
      if (this.known === null) throw error;
      // Keys do not change: those known serve on while the database is away.
      this.options.log.warn({ err: error }, 'could not read the signing keys; those known are used on');
      return this.known.keys;
    }
  }

  private async reload(): Promise<readonly SigningKey[]> {
    const keys = await this.options.store.listKeys();
    this.known = { keys, at: performance.now() };
    return keys;
  }

  private open({ kid, sealedPrivateKey }: SigningKey): KeyObject {
    try {
      return openPrivateKey(sealedPrivateKey, kid, this.sealingKey);
    } catch (cause) {
      throw new Error(
        'The stored signing key cannot be opened: PASSWORD_PEPPER is not the one it was stored with.',
        {
          cause,
        },
      );
    }
  }
}
