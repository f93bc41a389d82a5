/** Stands for kill -9: nothing after it happens in the same process. */
export class Killed extends Error {}

/**
 * The ports of a process that dies at its n-th call to the outside, before or after that has its effect; `calls`
 * counts them. Null for one that lives.
 */
export function mortal<Ports extends Record<string, object>>(
  ports: Ports,
  death: { readonly call: number; readonly when: 'before' | 'after' } | null,
): { ports: Ports; calls: () => number } {
  let calls = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed();
  };
  const wrap = (port: object): object =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]): Promise<unknown> => {
          if (isDead) throw new Killed();
          calls += 1;
          const isLast = death?.call === calls;
          if (isLast && death.when === 'before') die();
          const result: unknown = await (method as (...all: unknown[]) => unknown).apply(target, args);
          return isLast || isDead ? die() : result;
        };
      },
    });
  const wrapped = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(port)]));
  return { ports: wrapped as Ports, calls: () => calls };
}
