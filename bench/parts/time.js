import { median } from '../report/summary.js';

const ROUNDS = 7;
const ROUND_MS = 150;

/**
 * Microseconds that each of some functions takes, by name: in turns, the median of several rounds. What answers a
 * promise is waited for each time.
 */
export async function timeEach(works) {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const startedAt = performance.now();
      let count = 0;
      let elapsed = 0;
      while (elapsed < ROUND_MS) {
        const done = work();
        if (done instanceof Promise) await done;
        count += 1;
        elapsed = performance.now() - startedAt;
      }
      // The first round warms up.
      if (round > 0) times[name].push((elapsed * 1000) / count);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}
