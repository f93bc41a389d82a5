import { createConnection, Schema, Types } from 'mongoose';
import { describeContract } from './target';

const fileSchema = new Schema(
  {
    owner: { type: String, required: true },
    name: String,
    size: Number,
    status: { type: String, default: 'PENDING' },
    expiresAt: Date,
  },
  { timestamps: true, bufferCommands: false, autoIndex: false },
);
fileSchema.index({ owner: 1, createdAt: -1, _id: -1 });
fileSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
fileSchema.index({ name: 1 }, { unique: true, partialFilterExpression: { status: 'READY' } });

describeContract('mongoose', (session) => {
  it('works with a schema, its indexes and its usual calls', async () => {
    const connection = await createConnection(session().uri, {
      dbName: session().db.databaseName,
    }).asPromise();
    try {
      const File = connection.model('File', fileSchema);
      await File.syncIndexes();
      await File.syncIndexes();
      expect(Object.keys(await File.collection.indexInformation()).sort()).toEqual([
        '_id_',
        'expiresAt_1',
        'name_1',
        'owner_1_createdAt_-1__id_-1',
      ]);
      const file = await File.create({ owner: 'ada', name: 'a.txt', size: 3 });
      expect((await File.findById(file.id))?.createdAt).toBeInstanceOf(Date);
      const ready = await File.findOneAndUpdate(
        { _id: file._id, status: 'PENDING' },
        { $set: { status: 'READY' } },
        { returnDocument: 'after' },
      );
      expect(ready?.status).toBe('READY');
      expect(
        await File.findOneAndUpdate({ _id: file._id, status: 'PENDING' }, { $set: { status: 'READY' } }),
      ).toBeNull();
      const made = await File.findOneAndUpdate(
        { _id: new Types.ObjectId(), owner: 'bob' },
        { $setOnInsert: { name: 'b' } },
        { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
      );
      expect(made).toMatchObject({ owner: 'bob', name: 'b', status: 'PENDING' });
      await File.create({ owner: 'ada', name: 'a.txt', status: 'PENDING' });
      await expect(File.create({ owner: 'ada', name: 'a.txt', status: 'READY' })).rejects.toMatchObject({
        code: 11000,
      });
      expect(await File.countDocuments({ owner: 'ada' })).toBe(2);
      const totals = await File.aggregate([
        { $match: { owner: 'ada' } },
        { $group: { _id: '$owner', bytes: { $sum: '$size' } } },
      ]);
      expect(totals).toEqual([{ _id: 'ada', bytes: 3 }]);
      await File.bulkWrite([
        { updateOne: { filter: { owner: 'bob' }, update: { $inc: { size: 5 } } } },
        { deleteMany: { filter: { owner: 'ada' } } },
      ]);
      expect((await File.find().lean()).map(({ owner, size }) => [owner, size])).toEqual([['bob', 5]]);
    } finally {
      await connection.close();
    }
  });
});
