import type { Cancellation } from '../../../platform/service';
import { requirePresent } from '../usecases';

/**
 * The same functions, which begin nothing any more once `gone` is aborted (promise S04). What has begun goes on to its
 * end: a change is made or not, never half.
 */
export function stopWhenGone<Functions extends object>(functions: Functions, gone: Cancellation): Functions {
  return new Proxy(functions, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member === 'function') requirePresent(gone);
      return member;
    },
  });
}
