/** Loaded into each process of the soak: says what it holds when it is asked, right after a full collection. */
process.on('message', () => {
  // What the first one lets go of, the second one finds.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ heapUsed, external, rss, handles: process.getActiveResourcesInfo().length });
});
// Asking must not keep alive what has ended.
process.channel.unref();
