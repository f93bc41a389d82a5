import type { AttemptCounter, Clock } from '../../ports';

export function createMemoryAttemptCounter(clock: Clock = () => new Date()): AttemptCounter & {
  readonly keys: () => string[];
} {
  const counts = new Map<string, { count: number; endsAtMs: number }>();
  const live = (key: string) => {
    const found = counts.get(key);
    return found !== undefined && found.endsAtMs > clock().getTime() ? found : null;
  };
  const view = ({ count, endsAtMs }: { count: number; endsAtMs: number }) => ({
    count,
    secondsLeft: (endsAtMs - clock().getTime()) / 1000,
  });
  return {
    keys: () => [...counts.keys()],
    async count(key, withinSeconds, by = 1) {
      const before = live(key) ?? { count: 0, endsAtMs: clock().getTime() + withinSeconds * 1000 };
      const after = { ...before, count: before.count + by };
      counts.set(key, after);
      return view(after);
    },
    async find(key) {
      const found = live(key);
      return found === null ? null : view(found);
    },
    async forget(key) {
      counts.delete(key);
    },
  };
}
