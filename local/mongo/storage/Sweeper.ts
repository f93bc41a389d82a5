import { decodeDocument } from '../bson/decode';
import { DateTime, type Value, minKey } from '../bson/values';
import type { Records } from './Records';
import type { Store } from './Store';
import { type Catalog, type CollectionInfo } from './catalog';
import { documentKeys } from './indexKeys';
import type { IndexInfo } from './indexInfo';
import { keyOf } from './keys';
import { allIndexesRange, droppedOf, droppedRange, indexRange, recordIdOf, recordRange } from './keyspace';

/** Records removed in one write job, so that others get their turn. */
const batch = 1000;
const intervalMilliseconds = 60_000;

/** What is told of each sweep, to let go of what nobody uses. */
export interface Idle {
  closeIdle(): void;
}

/** Removes what has expired, what was left behind by drops, and what nobody uses. */
export class Sweeper {
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly catalog: Catalog,
    private readonly records: Records,
    private readonly idle: Idle,
    private readonly clock: () => number,
    onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.sweep().catch(onError), intervalMilliseconds);
    this.timer.unref();
  }

  /** Sweeps once, after a sweep that is under way. */
  sweep(): Promise<void> {
    this.running = this.running.catch(() => undefined).then(() => this.sweepOnce());
    return this.running;
  }

  /** Waits for a sweep that is under way and starts no more. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running.catch(() => undefined);
  }

  private async sweepOnce(): Promise<void> {
    this.idle.closeIdle();
    for (const info of this.catalog.reading().all()) {
      for (const index of info.indexes) {
        if (index.expireAfterSeconds !== null) await this.expire(info, index, index.expireAfterSeconds);
      }
    }
    for (const { key } of this.store.firstOf(droppedRange, batch)) await this.clear(key);
  }

  private async expire(info: CollectionInfo, index: IndexInfo, seconds: number): Promise<void> {
    const limit = BigInt(this.clock()) - BigInt(seconds) * 1000n;
    for (let removed = batch; removed === batch;) {
      removed = await this.store.write(() => this.expireSome(info, index, limit));
    }
  }

  private expireSome(before: CollectionInfo, index: IndexInfo, limit: bigint): number {
    const info = this.catalog.writing().find(before.db, before.name);
    if (info === null || info.id !== before.id || !info.indexes.some(({ id }) => id === index.id)) return 0;
    const expired = this.expiredRecords(info, index, limit);
    for (const recordId of expired) {
      const bytes = this.records.get(info, recordId);
      if (bytes !== undefined) this.records.remove(info, recordId, decodeDocument(bytes));
    }
    return expired.length;
  }

  /** Only dates expire: other values are beside them in the index and stay. */
  private expiredRecords(info: CollectionInfo, index: IndexInfo, limit: bigint): number[] {
    const descending = index.fields[0]?.descending === true;
    const first = keyOf(new DateTime(-(2n ** 63n)));
    const last = Buffer.concat([keyOf(new DateTime(limit)), Buffer.of(0xff)]);
    const [low, high] = descending ? [complement(last), complement(first)] : [first, last];
    const range = indexRange(
      info.id,
      index.id,
      low,
      descending ? Buffer.concat([high, Buffer.of(0xff)]) : high,
    );
    return this.store
      .firstOf(range, batch)
      .map(({ key }) => recordIdOf(key))
      .filter((recordId) => this.isExpired(info, index, recordId, limit));
  }

  private isExpired(info: CollectionInfo, index: IndexInfo, recordId: number, limit: bigint): boolean {
    const bytes = this.records.get(info, recordId);
    if (bytes === undefined) return false;
    // Of an array of dates the earliest counts, which is how the entry was found.
    const values = documentKeys(decodeDocument(bytes), index.fields).rows.map(
      ([value]): Value => value ?? minKey,
    );
    return values.some((value) => value instanceof DateTime && value.ms <= limit);
  }

  private async clear(note: Buffer): Promise<void> {
    const { collectionId, indexId } = droppedOf(note);
    const ranges =
      indexId === 0
        ? [recordRange(collectionId), allIndexesRange(collectionId)]
        : [indexRange(collectionId, indexId, null, null)];
    for (const range of ranges) {
      for (let removed = batch; removed === batch;) {
        removed = await this.store.write(() => {
          const entries = this.store.firstOf(range, batch);
          for (const { key } of entries) this.store.remove(key);
          return entries.length;
        });
      }
    }
    await this.store.write(() => this.store.remove(note));
  }
}

function complement(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte));
}
