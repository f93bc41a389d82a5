import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { MongoClient } from 'mongodb';
import { startMongo } from '../../index';

const root = path.resolve(__dirname, '../../../..');

/** A process of its own that runs the server and prints its address. */
const program = (dataFolder: string): string => `
  const { startMongo } = require('./local/mongo/index.ts');
  startMongo({ dataFolder: ${JSON.stringify(dataFolder)} }).then(({ uri }) => console.log(uri));
`;

describe('kill -9', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-mongo-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = async (): Promise<{ child: ChildProcess; uri: string }> => {
    const built = buildSync({
      stdin: { contents: program(path.join(folder, 'data')), resolveDir: root },
      bundle: true,
      platform: 'node',
      packages: 'external',
      write: false,
    });
    const child = spawn(process.execPath, ['-'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(built.outputFiles[0]!.text);
    const [uri] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, uri };
  };

  it('loses nothing that was acknowledged, and the store opens again', async () => {
    const acknowledged: number[] = [];
    let next = 0;
    for (let round = 0; round < 3; round++) {
      const { child, uri } = await start();
      const client = new MongoClient(uri, { serverSelectionTimeoutMS: 2000, retryWrites: false });
      const things = client.db('crash').collection<{ _id: number; twin: number }>('things');
      await things.createIndex({ twin: 1 }, { unique: true });
      const target = acknowledged.length + 400;
      const writer = async (): Promise<void> => {
        for (;;) {
          const _id = next++;
          await things.insertOne({ _id, twin: -_id });
          acknowledged.push(_id);
          if (acknowledged.length === target) child.kill('SIGKILL');
        }
      };
      await Promise.allSettled(Array.from({ length: 8 }, writer));
      await client.close();
    }
    const server = await startMongo({ dataFolder: path.join(folder, 'data') });
    const client = new MongoClient(server.uri);
    try {
      const things = client.db('crash').collection<{ _id: number; twin: number }>('things');
      const found = new Set((await things.find().toArray()).map(({ _id }) => _id));
      expect(acknowledged.length).toBeGreaterThanOrEqual(1200);
      expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
      const byIndex = await things.find().sort({ twin: 1 }).hint({ twin: 1 }).toArray();
      expect(byIndex).toHaveLength(found.size);
      for (const id of [...found].slice(0, 50)) {
        await expect(things.insertOne({ _id: -1 - id, twin: -id })).rejects.toMatchObject({ code: 11000 });
      }
    } finally {
      await client.close();
      await server.close();
    }
  }, 120_000);
});
