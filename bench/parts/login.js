import { startProcess } from '../gateways/processes.js';
import { startRealSubgraphs } from '../gateways/realSubgraphs.js';
import { require } from '../product.js';
import { SECONDS } from '../settings.js';

/** As many at once as keep bcrypt busy without a queue that auth would shed. */
const AT_ONCE = 4;
const MEASURED_SECONDS = 2 * SECONDS;

/** Logins per second through auth's own door, and comparisons per second of bcrypt alone at the same cost. */
export async function timeLogins() {
  const real = await startRealSubgraphs();
  const load = await startProcess('load.js', {});
  try {
    const rates = { bare: [], ours: [] };
    for (let round = 0; round < 2; round += 1) {
      rates.bare.push(await rateOfBcrypt(real.password));
      const { requests, seconds, bad, badOne } = await load.ask(
        {
          url: `${real.urls.auth}/login`,
          body: JSON.stringify({ email: real.email, password: real.password }),
          headers: {},
          connections: AT_ONCE,
          seconds: MEASURED_SECONDS,
        },
        MEASURED_SECONDS,
        'logins',
      );
      if (bad > 0) throw new Error(`login answers ${badOne}`);
      rates.ours.push(requests / seconds);
    }
    const [bare, ours] = [Math.max(...rates.bare), Math.max(...rates.ours)];
    return [
      ['bcrypt alone, cost 12', bare, 1],
      ['POST /login', ours, ours / bare],
    ];
  } finally {
    await load.close();
    await real.close();
  }
}

async function rateOfBcrypt(password) {
  const bcrypt = require('bcrypt');
  const hash = await bcrypt.hash(password, 12);
  const startedAt = performance.now();
  const until = startedAt + MEASURED_SECONDS * 1000;
  let count = 0;
  const one = async () => {
    while (performance.now() < until) {
      await bcrypt.compare(password, hash);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return count / ((performance.now() - startedAt) / 1000);
}
