import { createHmac } from 'node:crypto';
import type { AttemptCounter } from '../../ports';
import { deriveKey } from './derivedKey';

/**
 * A counter that sees keys only as HMAC-SHA-256, keyed from the pepper: there are so few client addresses that a
 * plain hash of one would be no secret.
 */
export function withHashedKeys(counter: AttemptCounter, pepper: string): AttemptCounter {
  const secret = deriveKey(pepper, 'attemptKeys');
  const hashed = (key: string) => createHmac('sha256', secret).update(key, 'utf8').digest('base64url');
  return {
    count: (key, withinSeconds, by) => counter.count(hashed(key), withinSeconds, by),
    find: (key) => counter.find(hashed(key)),
    forget: (key) => counter.forget(hashed(key)),
  };
}
