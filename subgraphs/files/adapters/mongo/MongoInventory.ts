import { trusted, type Connection } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { StoredFile } from '../../domain/file';
import type { Inventory, UsageSnapshot } from '../../ports';
import { fileModel, toFile, type FileDocument } from './fileModel';
import { usageModel, type UsageDocument } from './usageModel';

/** What is recorded in MongoDB, page by page. */
export class MongoInventory implements Omit<Inventory, 'listObjects'> {
  constructor(private readonly connection: Connection) {}

  async listFiles(after: { ownerId: string; id: string } | null, limit: number): Promise<StoredFile[]> {
    const page = async (filter: object, most: number): Promise<FileDocument[]> =>
      withMongo(() =>
        fileModel(this.connection)
          .find(filter)
          .select('-nameSuffixes')
          .sort({ ownerId: 1, _id: 1 })
          .hint({ ownerId: 1, _id: 1 })
          .limit(most)
          .lean<FileDocument[]>(),
      );
    if (after === null) return (await page({}, limit)).map(toFile);
    const own = await page({ ownerId: after.ownerId, _id: trusted({ $gt: after.id }) }, limit);
    if (own.length === limit) return own.map(toFile);
    const others = await page({ ownerId: trusted({ $gt: after.ownerId }) }, limit - own.length);
    return [...own, ...others].map(toFile);
  }

  async nextOwner(after: string | null): Promise<string | null> {
    const behind = trusted({ $gt: after ?? '' });
    const [usage, file] = await withMongo(() =>
      Promise.all([
        usageModel(this.connection)
          .findOne({ _id: behind })
          .select('_id')
          .sort({ _id: 1 })
          .lean<{ _id: string }>(),
        fileModel(this.connection)
          .findOne({ ownerId: behind })
          .select('ownerId')
          .sort({ ownerId: 1, _id: 1 })
          .lean<{ ownerId: string }>(),
      ]),
    );
    const owners = [usage?._id, file?.ownerId].filter((owner) => owner !== undefined);
    return owners.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))[0] ?? null;
  }

  async readUsage(ownerId: string): Promise<UsageSnapshot | null> {
    const found = await withMongo(() => usageModel(this.connection).findById(ownerId).lean<UsageDocument>());
    if (found === null) return null;
    const { usedBytes, heldBytes, fileCount, pendingCount, reservations, receipts } = found;
    return {
      usedBytes,
      heldBytes,
      fileCount,
      pendingCount,
      reservedSizes: reservations.map(({ size }) => size),
      isCrediting: receipts.length > 0,
      version: JSON.stringify(found),
    };
  }

  async repairUsage(
    ownerId: string,
    seen: UsageSnapshot | null,
    { usedBytes, fileCount }: { usedBytes: number; fileCount: number },
  ): Promise<boolean> {
    const model = usageModel(this.connection);
    if (seen === null) {
      const document = { _id: ownerId, usedBytes, heldBytes: usedBytes, fileCount, pendingCount: 0 };
      try {
        await withMongo(() => model.create([{ ...document, reservations: [], receipts: [], stamps: {} }]));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    }
    const { usedBytes: used, heldBytes, fileCount: files, pendingCount, reservedSizes, version } = seen;
    // The version is the whole document: what has come to pass since then is in one of these.
    const { stamps = {} } = JSON.parse(version) as Partial<UsageDocument>;
    const reserved = reservedSizes.reduce((total, size) => total + size, 0);
    const { matchedCount } = await withMongo(() =>
      model.updateOne(
        {
          _id: ownerId,
          usedBytes: used,
          heldBytes,
          fileCount: files,
          pendingCount,
          stamps: trusted({ $eq: stamps }),
          receipts: trusted({ $size: 0 }),
          reservations: trusted({ $size: reservedSizes.length }),
        },
        {
          $set: {
            usedBytes,
            fileCount,
            heldBytes: usedBytes + reserved,
            pendingCount: reservedSizes.length,
          },
        },
      ),
    );
    return matchedCount === 1;
  }
}
