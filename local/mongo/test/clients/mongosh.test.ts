import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, type RunningMongo } from '../../index';

// Starting mongosh takes seconds on a busy machine.
jest.setTimeout(120_000);

const MONGOSH = join(__dirname, '../../../../.ci/mongosh/node_modules/.bin/mongosh');

/** What is declared in place of the tests where mongosh is not installed. */
function describeAbsence(name: string): void {
  test(`${name} is not installed, .ci/clients does it: nothing was tried`, () => undefined);
}

(existsSync(MONGOSH) ? describe : describeAbsence)('mongosh', () => {
  let folder: string;
  let server: RunningMongo;

  /** Runs a script in the database `cloaks`; the value of its last expression. */
  const shell = <T>(script: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const args = [`${server.uri}/cloaks`, '--quiet', '--norc', '--json=relaxed', '--eval', script];
      const options = { timeout: 60_000, env: { PATH: process.env.PATH, HOME: folder } };
      execFile(MONGOSH, args, options, (error, stdout, stderr) => {
        if (error === null) resolve(JSON.parse(stdout) as T);
        else reject(new Error(`${script}\n${stdout}${stderr}`, { cause: error }));
      });
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloakroom-mongosh-'));
    server = await startMongo({ dataFolder: join(folder, 'data') });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('inserts, finds, updates and deletes', async () => {
    const result = await shell(`
      const inserted = db.coats.insertMany([
        { _id: 1, owner: 'ada', size: 40, at: ISODate('2026-01-01'), tags: ['wool'] },
        { _id: 2, owner: 'ada', size: 42, at: ISODate('2026-02-01'), tags: [] },
        { _id: 3, owner: 'bob', size: 38, at: ISODate('2026-03-01'), tags: ['wool', 'red'] },
      ]);
      const updated = db.coats.updateMany({ tags: 'wool' }, { $inc: { size: 2 }, $push: { tags: 'new' } });
      const upserted = db.coats.updateOne({ _id: 9 }, { $set: { owner: 'eve' } }, { upsert: true });
      const found = db.coats.find({ owner: 'ada' }, { size: 1 }).sort({ at: -1 }).toArray();
      const one = db.coats.findOneAndUpdate({ _id: 3 }, { $set: { size: 1 } }, { returnDocument: 'after' });
      const deleted = db.coats.deleteMany({ owner: { $in: ['eve'] } });
      ({ inserted: inserted.insertedIds, updated: updated.modifiedCount, upserted: upserted.insertedId, found,
         one: one.size, deleted: deleted.deletedCount, left: db.coats.countDocuments(), estimate: db.coats.estimatedDocumentCount() })`);
    expect(result).toEqual({
      inserted: { 0: 1, 1: 2, 2: 3 },
      updated: 2,
      upserted: 9,
      found: [
        { _id: 2, size: 42 },
        { _id: 1, size: 42 },
      ],
      one: 1,
      deleted: 1,
      left: 3,
      estimate: 3,
    });
  });

  it('aggregates', async () => {
    const result = await shell(`
      db.sales.insertMany([...Array(100).keys()].map((n) => ({ n, shop: n % 3, price: n / 2 })));
      db.sales.aggregate([
        { $match: { n: { $gte: 10 } } },
        { $group: { _id: '$shop', count: { $sum: 1 }, total: { $sum: '$price' } } },
        { $sort: { _id: 1 } },
        { $project: { _id: 0, shop: '$_id', count: 1, mean: { $round: [{ $divide: ['$total', '$count'] }, 2] } } },
      ]).toArray()`);
    expect(result).toEqual([
      { shop: 0, count: 30, mean: 27.75 },
      { shop: 1, count: 30, mean: 26.75 },
      { shop: 2, count: 30, mean: 27.25 },
    ]);
  });

  it('makes indexes, keeps them unique, and explains which one a query uses', async () => {
    const result = await shell<{ names: string[]; stages: string[]; examined: number; refused: unknown }>(`
      db.hats.createIndex({ owner: 1, at: -1 });
      db.hats.createIndex({ label: 1 }, { unique: true, sparse: true });
      db.hats.insertMany([...Array(500).keys()].map((n) => ({ _id: n, owner: 'o' + (n % 50), at: n, label: 'l' + n })));
      let refused;
      try { db.hats.insertOne({ label: 'l7' }); } catch (error) { refused = { code: error.code, name: error.name }; }
      const explained = db.hats.find({ owner: 'o7' }).sort({ at: -1 }).limit(5).explain('executionStats');
      const scanned = db.hats.find({ nothing: 1 }).explain();
      const stagesOf = (plan) => plan ? [plan.stage, ...stagesOf(plan.inputStage)] : [];
      ({ names: db.hats.getIndexes().map((index) => index.name), refused,
         stages: stagesOf(explained.queryPlanner.winningPlan), examined: explained.executionStats.totalDocsExamined,
         scanned: stagesOf(scanned.queryPlanner.winningPlan), dropped: db.hats.dropIndex('label_1').ok })`);
    expect(result).toMatchObject({
      names: ['_id_', 'owner_1_at_-1', 'label_1'],
      refused: { code: 11000, name: 'MongoServerError' },
      examined: 5,
      scanned: ['COLLSCAN'],
      dropped: 1,
    });
    expect(result.stages).toContain('IXSCAN');
  });

  it('reads a large result in batches', async () => {
    expect(
      await shell(`
        db.many.insertMany([...Array(5000).keys()].map((n) => ({ _id: n, filler: 'x'.repeat(200) })));
        let sum = 0;
        db.many.find().batchSize(100).forEach((document) => { sum += document._id; });
        ({ sum })`),
    ).toEqual({ sum: 12_497_500 });
  });

  it('keeps the types of BSON', async () => {
    expect(
      await shell(`
        db.types.insertOne({ _id: 1, id: ObjectId('65f000000000000000000001'), long: Long('9007199254740993'), decimal: Decimal128('0.10'),
          date: ISODate('2026-11-22T01:02:03.004Z'), binary: BinData(0, 'AQID'), nothing: null, regex: /a.b/i, int: Int32(7) });
        const back = db.types.findOne();
        ({ id: back.id.toString(), long: back.long.toString(), decimal: back.decimal.toString(), date: back.date.toISOString(),
           binary: back.binary.toString('hex'), nothing: back.nothing, regex: String(back.regex), int: back.int,
           byType: db.types.countDocuments({ long: { $type: 'long' }, decimal: { $type: 'decimal' }, int: { $type: 'int' } }) })`),
    ).toEqual({
      id: '65f000000000000000000001',
      long: '9007199254740993',
      decimal: '0.10',
      date: '2026-11-22T01:02:03.004Z',
      binary: '010203',
      nothing: null,
      regex: '/a.b/i',
      int: 7,
      byType: 1,
    });
  });

  it('shows what there is, and says plainly what there is not', async () => {
    const result = await shell<{ error: unknown }>(`
      db.shown.insertOne({});
      const session = db.getMongo().startSession();
      session.startTransaction();
      let error;
      try { session.getDatabase('cloaks').shown.findOne(); } catch (caught) { error = { code: caught.code, codeName: caught.codeName }; }
      ({ databases: db.getMongo().getDBNames().includes('cloaks'), collections: db.getCollectionNames().includes('shown'),
         hello: db.hello().isWritablePrimary, ping: db.runCommand({ ping: 1 }).ok, version: db.version().length > 0,
         dropped: db.shown.drop(), error })`);
    expect(result).toMatchObject({
      databases: true,
      collections: true,
      hello: true,
      ping: 1,
      version: true,
      dropped: true,
    });
    expect(result.error).toEqual({ code: 20, codeName: 'IllegalOperation' });
  });
});
