/** How long and how often, from the environment; bench/README.md describes each. */
const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const only = (process.env.BENCH_ONLY ?? '').split(',').filter((name) => name !== '');

export const SECONDS = number('BENCH_SECONDS', 2);
export const ROUNDS = number('BENCH_ROUNDS', 3);
export const CONNECTIONS = number('BENCH_CONNECTIONS', 32);
/** The sizes of collections whose pages are timed. */
export const COLLECTIONS = (process.env.BENCH_COLLECTIONS ?? '1000,10000,100000').split(',').map(Number);

const SECTIONS = ['plain', 'real', 'parts'];

/** Whether this section is to run: all do unless BENCH_ONLY names some. */
export const isSection = (name) => !only.some((one) => SECTIONS.includes(one)) || only.includes(name);

/** Whether this gateway takes part: all do unless BENCH_ONLY names some, and ours always does. */
export const isTarget = (name) =>
  name === 'ours' || only.every((one) => SECTIONS.includes(one)) || only.includes(name);
