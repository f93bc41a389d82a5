import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * Keeps a second server off the same data folder: its start would remove the uploads that the first
 * one is writing. A socket rather than a file, because a killed process leaves a file but no listener.
 * Returns what lets go of the folder. Throws when another server holds it.
 */
export async function lockFolder(dataFolder: string): Promise<() => Promise<void>> {
  const name = `cloakroom-s3-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 24)}`;
  const address =
    process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.lock`);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  if (!(await listen(server, address))) {
    if (await isAlive(address)) throw new Error(`another server uses the data folder ${dataFolder}`);
    await rm(address, { force: true });
    if (!(await listen(server, address))) throw new Error(`the data folder ${dataFolder} cannot be locked`);
  }
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', onError);
    server.listen(address, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
