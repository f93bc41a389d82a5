import type { Response } from 'express';
import { requirePresent } from '../usecases';

/** Aborted when the connection is closed before the answer to it was sent whole. */
export function clientGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

/**
 * The same functions, which begin nothing any more once `gone` is aborted (promise S04). What has begun goes on to its
 * end: a change is made or not, never half.
 */
export function stopWhenGone<Functions extends object>(functions: Functions, gone: AbortSignal): Functions {
  return new Proxy(functions, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member === 'function') requirePresent(gone);
      return member;
    },
  });
}
