import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type RootDatabase, open } from 'lmdb';
import { MongoError } from '../errors';
import { type WriteListener, WriteQueue } from './WriteQueue';

/** One record of the store. */
export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Keys from `low` (included) to `high` (left out). */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

const firstChunk = 32;
const largestChunk = 512;

/** Ordered bytes on disk: an LMDB file, written in groups and read from snapshots. */
export class Store {
  private readonly queue: WriteQueue;
  private state: 'open' | 'closing' | 'closed' = 'open';

  private constructor(private readonly db: RootDatabase<Buffer, Buffer>) {
    this.queue = new WriteQueue((action) => db.transaction(action));
  }

  /** Opens the store in `folder`, creating both where they are missing. */
  static open(folder: string): Store {
    mkdirSync(folder, { recursive: true });
    // Without overlapping sync LMDB flushes the data before the page that makes it valid, so a commit that has
    // been reported is on disk and a crash at any moment leaves the last whole transaction.
    return new Store(
      open<Buffer, Buffer>({
        path: path.join(folder, 'data.mdb'),
        encoding: 'binary',
        keyEncoding: 'binary',
        overlappingSync: false,
        cache: false,
      }),
    );
  }

  /**
   * Runs `job` in a write transaction and resolves with its result once that is on disk. Jobs run one after
   * the other, and those that wait share one transaction and one flush. A job that throws must not have
   * written anything it does not want kept.
   */
  async write<T>(job: () => T): Promise<T> {
    if (this.state !== 'open') throw shutDown();
    return this.queue.run(job);
  }

  /** Tells `listener` of every transaction that was written or failed. */
  listen(listener: WriteListener): void {
    this.queue.listen(listener);
  }

  /** The value under a key; inside a write job as the job has left it. */
  get(key: Buffer): Buffer | undefined {
    this.refuseWhenClosed();
    return this.db.getBinary(key);
  }

  /** Sets a value; only inside a write job. */
  put(key: Buffer, value: Buffer): void {
    this.db.putSync(key, value);
  }

  /** Removes a key; only inside a write job. */
  remove(key: Buffer): void {
    this.db.removeSync(key);
  }

  /**
   * The entries of a range in order. They are read in chunks, each from the then newest snapshot, so that an
   * iteration may rest for any time between two of them without holding old pages.
   */
  *scan(range: KeyRange, reverse = false): Generator<Entry> {
    let { low, high } = range;
    for (let limit = firstChunk; ; limit = Math.min(limit * 2, largestChunk)) {
      const chunk = reverse ? this.lastOf({ low, high }, limit) : this.firstOf({ low, high }, limit);
      yield* chunk;
      const last = chunk.at(-1);
      if (last === undefined || chunk.length < limit) return;
      if (reverse) high = last.key;
      else low = Buffer.concat([last.key, Buffer.of(0)]);
    }
  }

  /** The first entries of a range, at most `limit`. */
  firstOf(range: KeyRange, limit: number): Entry[] {
    this.refuseWhenClosed();
    const found: Entry[] = [];
    if (Buffer.compare(range.low, range.high) >= 0) return found;
    for (const { key, value } of this.db.getRange({ start: range.low, end: range.high, limit })) {
      found.push({ key: asBuffer(key), value });
    }
    return found;
  }

  private lastOf(range: KeyRange, limit: number): Entry[] {
    this.refuseWhenClosed();
    const found: Entry[] = [];
    if (Buffer.compare(range.low, range.high) >= 0) return found;
    // One more than asked for, because the start of a reversed range is part of it.
    const entries = this.db.getRange({
      start: range.high,
      end: range.low,
      inclusiveEnd: true,
      reverse: true,
      limit: limit + 1,
    });
    for (const { key, value } of entries) {
      if (found.length < limit && Buffer.compare(key, range.high) < 0) {
        found.push({ key: asBuffer(key), value });
      }
    }
    return found;
  }

  /** The last entry of a range. */
  last(range: KeyRange): Entry | undefined {
    return this.lastOf(range, 1)[0];
  }

  /** Number of entries in a range, or `limit` where there are more; without reading all of these. */
  countUpTo({ low, high }: KeyRange, limit: number): number {
    this.refuseWhenClosed();
    if (Buffer.compare(low, high) >= 0) return 0;
    const keys = this.db.getKeys({ start: low, end: high, limit })[Symbol.iterator]();
    let entries = 0;
    while (keys.next().done !== true) entries += 1;
    return entries;
  }

  /** Number of entries in a range. */
  count(range: KeyRange): number {
    this.refuseWhenClosed();
    if (Buffer.compare(range.low, range.high) >= 0) return 0;
    return this.db.getCount({ start: range.low, end: range.high });
  }

  /** Waits for the writes under way and closes the file. What comes later is refused, and not left to LMDB. */
  async close(): Promise<void> {
    this.state = 'closing';
    await this.queue.idle();
    this.state = 'closed';
    await this.db.close();
  }

  private refuseWhenClosed(): void {
    if (this.state === 'closed') throw shutDown();
  }
}

function shutDown(): MongoError {
  return new MongoError('ShutdownInProgress', 'The server is shutting down');
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
