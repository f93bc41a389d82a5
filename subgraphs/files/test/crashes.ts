import type { FilesDeps } from '../usecases';

/** Stands for kill -9: nothing after it happens in the same process. */
export class Killed extends Error {}

/** When to die: at the n-th call to the outside, before it has its effect or before its answer is seen. */
export interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Wraps database and store so that the process dies at a call; `calls` counts them. */
export function mortal(deps: FilesDeps, death: Death | null): { deps: FilesDeps; calls: () => number } {
  let calls = 0;
  let dead = false;
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]): Promise<unknown> => {
          if (dead) throw new Killed();
          calls += 1;
          const mine = death?.call === calls ? death : null;
          if (mine?.when === 'before') {
            dead = true;
            throw new Killed();
          }
          const result: unknown = await (method as (...all: unknown[]) => unknown).apply(target, args);
          if (mine?.when === 'after' || dead) {
            dead = true;
            throw new Killed();
          }
          return result;
        };
      },
    });
  return {
    deps: {
      ...deps,
      files: wrap(deps.files),
      usage: wrap(deps.usage),
      objects: wrap(deps.objects),
      settling: new Map(),
    },
    calls: () => calls,
  };
}

/** Runs `work` once for every way to die in it: before and after each of its calls. */
export async function forEachDeath(
  work: (death: Death | null) => Promise<number>,
): Promise<{ deaths: number }> {
  const calls = await work(null);
  for (let call = 1; call <= calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      try {
        await work({ call, when });
      } catch (error) {
        throw new Error(`after dying ${when} call ${call} of ${calls}`, { cause: error });
      }
    }
  }
  return { deaths: calls * 2 };
}
