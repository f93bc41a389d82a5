import { join } from 'node:path';
import { open } from 'lmdb';
import mongoose from 'mongoose';
import { measure, OPERATIONS, startServer } from './load.js';

const OWNERS = 100;
const record = (n) => ({
  _id: `file-${n}`,
  owner: `owner-${n % OWNERS}`,
  name: `holiday ${n}.jpg`,
  size: n * 1000,
  status: 'PENDING',
  createdAt: new Date(1_700_000_000_000 + n),
});

/** Inserts, finds by an index (a page of 20) and updates by id per second. */
export async function benchMongo(folder) {
  return { embedded: await throughMongoose(folder), bare: await throughLmdb(folder) };
}

async function throughMongoose(folder) {
  const server = await startServer('mongo', join(folder, 'mongo'));
  const connection = await mongoose.createConnection(`${server.address}/bench`, {
    writeConcern: { w: 'majority', journal: true },
  });
  const schema = new mongoose.Schema(
    { _id: String, owner: String, name: String, size: Number, status: String, createdAt: Date },
    { versionKey: false },
  );
  schema.index({ owner: 1, createdAt: -1, _id: -1 });
  const File = connection.model('File', schema);
  await File.init();
  const rates = {
    insert: await measure(OPERATIONS, (n) => File.create(record(n))),
    find: await measure(OPERATIONS, async (n) => {
      const page = await File.find({ owner: `owner-${n % OWNERS}` })
        .sort({ createdAt: -1, _id: -1 })
        .limit(20)
        .lean();
      if (page.length === 0) throw new Error('nothing found');
    }),
    update: await measure(OPERATIONS, async (n) => {
      const changed = await File.updateOne(
        { _id: `file-${n}`, status: 'PENDING' },
        { $set: { status: 'READY' } },
      );
      if (changed.modifiedCount !== 1) throw new Error('nothing updated');
    }),
  };
  const memory = await server.memory();
  await connection.close();
  await server.close();
  return { ...rates, memory };
}

/** The same records and the same index, kept by hand; each write is acknowledged when it is on the disk. */
async function throughLmdb(folder) {
  const root = open({ path: join(folder, 'lmdb'), maxDbs: 4 });
  const files = root.openDB({ name: 'files' });
  const byOwner = root.openDB({ name: 'byOwner' });
  const keyOf = ({ owner, createdAt, _id }) => [owner, createdAt.getTime(), _id];
  const rates = {
    insert: await measure(OPERATIONS, async (n) => {
      const file = record(n);
      await root.transaction(() => {
        files.put(file._id, file);
        byOwner.put(keyOf(file), file._id);
      });
      await root.flushed;
    }),
    find: await measure(OPERATIONS, async (n) => {
      const owner = `owner-${n % OWNERS}`;
      const page = [];
      const range = { start: [owner, Infinity], end: [owner, 0], reverse: true, limit: 20 };
      for (const { value } of byOwner.getRange(range)) page.push(files.get(value));
      if (page.length === 0) throw new Error('nothing found');
    }),
    update: await measure(OPERATIONS, async (n) => {
      await root.transaction(() => {
        const file = files.get(`file-${n}`);
        if (file.status === 'PENDING') files.put(file._id, { ...file, status: 'READY' });
      });
      await root.flushed;
    }),
  };
  await root.close();
  return rates;
}
