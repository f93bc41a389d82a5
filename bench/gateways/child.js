/** The other end of processes.js: what every process of a benchmark does. */

/** Starts what is measured, tells its parent the answer, and then how much it has used whenever asked. */
export async function serve(start) {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const { user, system } = process.cpuUsage();
    process.send({ cpuMicros: user + system, rssBytes: process.memoryUsage.rss() });
  });
  try {
    process.send({ started: await start(JSON.parse(process.argv[2])) });
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

/** Listens on a free port of this machine; answers the base URL. */
export async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

/** Everything that was sent. */
export async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
