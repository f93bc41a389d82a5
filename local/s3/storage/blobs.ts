import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { WriteChunk } from '../protocol/digestStream';
import type { BlobRef } from './records';

const READ_CHUNK_BYTES = 1 << 18;

/** Part of a blob, for reading: `end` is exclusive. */
export interface BlobSlice {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Immutable files with random names. A name never depends on anything a client says, so no key can
 * reach outside the folder. A file gets its name only when all its bytes are on the disk; it counts
 * only when the index refers to it.
 */
export class BlobStore {
  private readonly leases = new Map<string, number>();
  private readonly doomed = new Set<string>();

  private constructor(
    private readonly staging: string,
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {}

  /** Opens the store and removes what killed uploads left behind. */
  static async open(dataFolder: string, log: (line: string) => void): Promise<BlobStore> {
    const store = new BlobStore(path.join(dataFolder, 'staging'), path.join(dataFolder, 'blobs'), log);
    await rm(store.staging, { recursive: true, force: true });
    await mkdir(store.staging, { recursive: true });
    for (let shelf = 0; shelf < 256; shelf++) {
      await mkdir(path.join(store.folder, shelf.toString(16).padStart(2, '0')), { recursive: true });
    }
    await syncFolder(store.folder);
    return store;
  }

  /**
   * Writes one blob with the bytes that `fill` passes to its argument. When `fill` rejects nothing
   * stays; when this resolves, the blob survives a crash of the machine.
   */
  async write<Result>(
    fill: (write: WriteChunk) => Promise<Result>,
  ): Promise<{ blob: BlobRef; result: Result }> {
    const id = randomBytes(16).toString('hex');
    const temporary = path.join(this.staging, id);
    let size = 0;
    try {
      const handle = await open(temporary, 'wx');
      let result: Result;
      try {
        result = await fill(async (chunk) => {
          size += chunk.length;
          await writeFully(handle, chunk);
        });
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.pathOf(id));
      await syncFolder(path.dirname(this.pathOf(id)));
      return { blob: { id, size }, result };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /**
   * Reads slices one after the other. The blobs are kept until the reading ends, also when they are
   * removed meanwhile; call it in the same turn in which the index was asked for them, and
   * `release` when there will be no more reading.
   */
  read(slices: readonly BlobSlice[]): AsyncIterable<Buffer> & { release(): void } {
    const release = this.lease(slices.map((slice) => slice.id));
    const pathOf = (id: string) => this.pathOf(id);
    async function* chunks(): AsyncGenerator<Buffer> {
      try {
        for (const { id, start, end } of slices) {
          if (end <= start) continue;
          const options = { start, end: end - 1, highWaterMark: READ_CHUNK_BYTES };
          yield* createReadStream(pathOf(id), options) as AsyncIterable<Buffer>;
        }
      } finally {
        release();
      }
    }
    const iterator = chunks();
    return { release, [Symbol.asyncIterator]: () => iterator };
  }

  /** Removes blobs that the index no longer refers to, each as soon as nobody reads it. */
  async remove(blobs: readonly BlobRef[]): Promise<void> {
    for (const { id } of blobs) {
      if (this.leases.has(id)) this.doomed.add(id);
      else await rm(this.pathOf(id), { force: true });
    }
  }

  /** Removes every blob that is not `wanted`; returns how many there were. Only before serving. */
  async removeOrphans(wanted: ReadonlySet<string>): Promise<number> {
    let removed = 0;
    for (const shelf of await readdir(this.folder)) {
      for (const id of await readdir(path.join(this.folder, shelf))) {
        if (wanted.has(id)) continue;
        await rm(this.pathOf(id), { force: true });
        removed += 1;
      }
    }
    return removed;
  }

  private lease(ids: readonly string[]): () => void {
    for (const id of ids) this.leases.set(id, (this.leases.get(id) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const id of ids) this.endLease(id);
    };
  }

  private endLease(id: string): void {
    const others = (this.leases.get(id) ?? 1) - 1;
    if (others > 0) {
      this.leases.set(id, others);
      return;
    }
    this.leases.delete(id);
    if (!this.doomed.delete(id)) return;
    rm(this.pathOf(id), { force: true }).catch((error: unknown) => {
      this.log(`S3: blob ${id} stays until the next start: ${String(error)}`);
    });
  }

  private pathOf(id: string): string {
    return path.join(this.folder, id.slice(0, 2), id);
  }
}

async function writeFully(handle: FileHandle, chunk: Buffer): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    const { bytesWritten } = await handle.write(chunk, written);
    written += bytesWritten;
  }
}

/** Makes a rename durable. Windows cannot open a folder and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
