import { createRequire } from 'node:module';

/** Loads what the product depends on, from the main install. */
export const require = createRequire(new URL('../package.json', import.meta.url));

/** Loads a module of the product as it was built. */
export const load = (path) => require(new URL(`../dist/${path}.js`, import.meta.url).pathname);
