/**
 * Asks this container's own process for its health: `node deploy/healthcheck.mjs [path]`, by default /health/live,
 * on PORT. Exits 0 when the answer is 200. The slim image has no curl, and needs none.
 */
/* global AbortSignal */
const TIMEOUT_MS = 4_000;
const path = process.argv[2] ?? '/health/live';
const url = `http://127.0.0.1:${process.env.PORT || 4000}${path}`;
const healthy = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
  (response) => response.ok,
  () => false,
);
process.exit(healthy ? 0 : 1);
