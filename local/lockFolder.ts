import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { type Server, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Thrown by lockFolder when another server holds the folder. */
export class FolderInUse extends Error {}

/**
 * Keeps a second server off a data folder, as two would damage each other's data. The lock is a listening local
 * socket rather than a file: the system takes it away with the process, however that ends.
 * Returns what lets go of the folder.
 * @throws when another server holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const digest = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32);
  const address =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\cloakroom-${digest}`
      : path.join(tmpdir(), `cloakroom-${digest}.sock`);
  const server = await occupy(address, folder);
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function occupy(address: string, folder: string): Promise<Server> {
  try {
    return await listenOn(address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    // A process that has just been killed may take a moment to be gone.
    for (let attempt = 0; (await isAnswered(address)) && attempt < 20; attempt++) await setTimeout(100);
    if (await isAnswered(address)) {
      throw new FolderInUse(`Another server is using the data folder ${folder}.`, { cause: error });
    }
  }
  // The file of a process that is gone.
  rmSync(address, { force: true });
  return listenOn(address);
}

function listenOn(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server));
  });
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
