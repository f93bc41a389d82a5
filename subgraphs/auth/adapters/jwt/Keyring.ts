import type { KeyObject } from 'node:crypto';
import { AppError } from '../../../../platform/errors';
import { CachedKeySet, readPublicKey, type KeySet } from '../../../../platform/identity';
import type { Log } from '../../../../platform/service';
import {
  findActiveKey,
  findLatestKey,
  forgettableGeneration,
  isRotationDue,
  PUBLISHED_BEFORE_SECONDS,
  publishedKeys,
  type PublicJwk,
  type RotationPolicy,
  type SigningAlgorithm,
  type SigningKey,
} from '../../domain/signingKey';
import type { Clock, SigningKeyStore } from '../../ports';
import { createSigningKey } from '../crypto/createSigningKey';
import { deriveKey } from '../crypto/derivedKey';
import { openPrivateKey } from '../crypto/sealedKey';

/** What is read of the store serves this long before it is read again: keys are published long before they sign. */
const FRESH_MS = 60_000;

/** The longest time for which a verifier believes a token, clock differences included. */
const TOKEN_SECONDS = 15 * 60 + 30;

/** A key as verifiers get it (RFC 7517). */
export type PublishedKey = PublicJwk & {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly use: 'sig';
};

/** A key to sign with. */
export interface ActiveKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
}

/** What Keyring takes. */
export interface KeyringOptions {
  readonly store: SigningKeyStore;
  /** PASSWORD_PEPPER, under which private keys are encrypted at rest. */
  readonly pepper: string;
  readonly rotation: RotationPolicy;
  readonly clock: Clock;
  readonly log: Log;
  /** Monotonic milliseconds, by which what was read of the store ages; default performance.now. */
  readonly monotonicMs?: () => number;
}

/** The signing keys: makes them, keeps them at hand, and opens the private half of the active one. */
export class Keyring {
  /** For verifying our own tokens, by the code that every other service verifies them with. */
  readonly keySet: KeySet;
  private readonly sealingKey: KeyObject;
  private readonly monotonicMs: () => number;
  private readonly opened = new Map<string, KeyObject>();
  private known: { readonly keys: readonly SigningKey[]; readonly at: number } | null = null;

  constructor(private readonly options: KeyringOptions) {
    this.sealingKey = deriveKey(options.pepper, 'sealSigningKeys');
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.keySet = new CachedKeySet({
      monotonicMs: this.monotonicMs,
      onFailure: (error) => options.log.warn({ err: error }, 'could not read the signing keys'),
      load: async () => {
        await this.reload();
        const published = await this.listPublishedKeys();
        return new Map(
          published.flatMap((jwk) => {
            const key = readPublicKey(jwk);
            return key === null ? [] : [[jwk.kid, key] as const];
          }),
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
    const stored = await this.options.store.listKeys();
    if (findActiveKey(stored, this.options.clock()) === null) await this.addKey(stored, 0);
    await this.reload();
    const { kid } = await this.getActiveKey();
    // Learnt now, the key verifies on should the database go away before the first token comes.
    await this.keySet.findKey(kid);
  }

  /**
   * Adds the next key, which is published at once and signs 20 minutes later; one that waits already is the next one.
   * Of several processes that do so at once one adds it, and all answer that one.
   */
  async rotate(): Promise<SigningKey> {
    const { clock } = this.options;
    const stored = await this.reload();
    const latest = findLatestKey(stored);
    if (latest !== null && latest.activeFrom > clock()) return latest;
    await this.addKey(stored, PUBLISHED_BEFORE_SECONDS);
    const next = findLatestKey(await this.reload());
    if (next === null) throw new Error('a key that was added is there');
    return next;
  }

  /** Rotates when it is time to, and forgets keys that nobody needs any more. To be called now and then. */
  async maintain(): Promise<void> {
    const { store, clock, rotation, log } = this.options;
    const keys = await this.reload();
    if (isRotationDue(keys, clock(), rotation)) {
      const { kid, activeFrom } = await this.rotate();
      log.info({ kid, activeFrom }, 'a new signing key is published');
    }
    const forgettable = forgettableGeneration(keys, clock(), TOKEN_SECONDS);
    if (keys.some(({ generation }) => generation <= forgettable)) await store.removeKeys(forgettable);
  }

  /** @throws AppError SERVICE_UNAVAILABLE when there is none yet, or the store cannot be read. */
  async getActiveKey(): Promise<ActiveKey> {
    const active = findActiveKey(await this.listKeys(), this.options.clock());
    if (active === null) throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 1 });
    const { kid, algorithm } = active;
    const privateKey = this.opened.get(kid) ?? this.open(active);
    this.opened.set(kid, privateKey);
    return { kid, algorithm, privateKey };
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

  /** Adds the generation after those stored, unless another process did. */
  private async addKey(stored: readonly SigningKey[], publishedBeforeSeconds: number): Promise<void> {
    const { store, clock, rotation } = this.options;
    const createdAt = clock();
    const facts = {
      generation: (findLatestKey(stored)?.generation ?? 0) + 1,
      algorithm: rotation.algorithm,
      createdAt,
      activeFrom: new Date(createdAt.getTime() + publishedBeforeSeconds * 1000),
    };
    await store.addKey(await createSigningKey(facts, this.sealingKey));
  }

  private async listKeys(): Promise<readonly SigningKey[]> {
    const age = this.known === null ? Infinity : this.monotonicMs() - this.known.at;
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
    this.known = { keys, at: this.monotonicMs() };
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
