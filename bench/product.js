import { createRequire } from 'node:module';

/** Loads what the product depends on, from the main install. */
export const require = createRequire(new URL('../package.json', import.meta.url));

/** Loads what one of entries/ has of the product, as it was built. */
export const load = (name) => require(new URL(`../dist/bench/entries/${name}.js`, import.meta.url).pathname);
