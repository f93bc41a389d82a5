import { randomBytes } from 'node:crypto';
import { RawDocument } from '../bson/encode';
import { MongoError } from '../errors';
import { maxDocumentBytes } from '../storage/Records';
import type { Reply } from './command';

/** mongod ends a cursor that nobody has read for this long. */
const idleMilliseconds = 10 * 60_000;
const firstBatchSize = 101;

interface OpenCursor {
  readonly namespace: string;
  readonly documents: Iterator<Buffer>;
  /** A document that was read but did not fit into the last batch. */
  waiting: Buffer | null;
  readonly noTimeout: boolean;
  readonly isAlive: () => boolean;
  usedAt: number;
}

/** Results that did not fit into one reply and are fetched by getMore. */
export class Cursors {
  private readonly open = new Map<bigint, OpenCursor>();

  constructor(private readonly clock: () => number) {}

  /** Number of cursors that are open. */
  get size(): number {
    return this.open.size;
  }

  /** The first reply to a query; a cursor stays open when there may be more. */
  first(
    namespace: string,
    documents: Iterable<Buffer>,
    options: {
      batchSize?: number | undefined;
      single?: boolean;
      noTimeout?: boolean;
      isAlive?: () => boolean;
    } = {},
  ): Reply {
    const cursor: OpenCursor = {
      namespace,
      documents: documents[Symbol.iterator](),
      waiting: null,
      noTimeout: options.noTimeout ?? false,
      isAlive: options.isAlive ?? (() => true),
      usedAt: this.clock(),
    };
    const { batch, done } = fill(cursor, options.batchSize ?? firstBatchSize);
    let id = 0n;
    if (!done && options.single !== true) {
      id = this.newId();
      this.open.set(id, cursor);
    } else cursor.documents.return?.();
    return { cursor: { firstBatch: batch, id, ns: namespace } };
  }

  /** The next batch; throws CursorNotFound. */
  next(id: bigint, namespace: string, batchSize: number | undefined): Reply {
    const cursor = this.open.get(id);
    if (cursor === undefined) throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new MongoError(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    if (!cursor.isAlive()) {
      this.kill(id);
      throw new MongoError('QueryPlanKilled', `collection or index of ${namespace} was dropped`);
    }
    cursor.usedAt = this.clock();
    try {
      const { batch, done } = fill(cursor, batchSize === undefined || batchSize === 0 ? Infinity : batchSize);
      if (done) this.open.delete(id);
      return { cursor: { nextBatch: batch, id: done ? 0n : id, ns: namespace } };
    } catch (error) {
      this.open.delete(id);
      throw error;
    }
  }

  /** Closes a cursor and tells whether it was open. */
  kill(id: bigint): boolean {
    this.open.get(id)?.documents.return?.();
    return this.open.delete(id);
  }

  /** Closes the cursors nobody has read for ten minutes. */
  closeIdle(): void {
    for (const [id, { usedAt, noTimeout }] of this.open) {
      if (!noTimeout && this.clock() - usedAt > idleMilliseconds) this.kill(id);
    }
  }

  closeAll(): void {
    for (const id of this.open.keys()) this.kill(id);
  }

  private newId(): bigint {
    for (;;) {
      const id = randomBytes(8).readBigUInt64LE() >> 1n;
      if (id !== 0n && !this.open.has(id)) return id;
    }
  }
}

function fill(cursor: OpenCursor, size: number): { batch: RawDocument[]; done: boolean } {
  const batch: RawDocument[] = [];
  let bytes = 0;
  while (batch.length < size) {
    let next = cursor.waiting;
    cursor.waiting = null;
    if (next === null) {
      const result = cursor.documents.next();
      if (result.done === true) return { batch, done: true };
      next = result.value;
    }
    // A reply holds at most 16 MB, but always at least one document.
    if (batch.length > 0 && bytes + next.length > maxDocumentBytes) {
      cursor.waiting = next;
      break;
    }
    bytes += next.length;
    batch.push(new RawDocument(next));
  }
  return { batch, done: false };
}
