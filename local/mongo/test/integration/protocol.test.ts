import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BSON, MongoClient } from 'mongodb';
import { type RunningMongo, startMongo } from '../../index';

/** A message with a right header around the given body. */
function frame(opCode: number, body: Buffer, length = body.length + 16): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, body]);
}

function msg(command: object, flags = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32LE(flags, 0);
  return frame(2013, Buffer.concat([head, Buffer.from(BSON.serialize(command))]));
}

describe('The wire protocol', () => {
  let folder: string;
  let server: RunningMongo;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-mongo-'));
    server = await startMongo({ dataFolder: folder });
  });

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Sends bytes and gives what comes back until the server or, after `end`, the client closes. */
  const exchange = (bytes: Buffer, end = true, isOneReply = false): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const received: Buffer[] = [];
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(bytes);
        if (end) socket.end();
      });
      socket.on('data', (chunk: Buffer) => {
        received.push(chunk);
        if (isOneReply) socket.end();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
      });
      socket.on('close', () => resolve(Buffer.concat(received)));
    });

  const ping = async (): Promise<void> => {
    const client = new MongoClient(server.uri);
    try {
      expect(await client.db('x').command({ ping: 1 })).toEqual({ ok: 1 });
    } finally {
      await client.close();
    }
  };

  it('closes a connection that sends anything but messages, and serves the next one', async () => {
    const bad = [
      Buffer.alloc(16, 0xff),
      Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      frame(2013, Buffer.alloc(0), 3),
      frame(2013, Buffer.alloc(100), 48_000_001),
      frame(2013, Buffer.alloc(0)),
      frame(2013, Buffer.alloc(50, 0xff)),
      frame(2012, Buffer.alloc(50)),
      frame(2004, Buffer.alloc(3)),
      msg({ ping: 1, $db: 'x' }, 4),
    ];
    // The connection is not ended from here: that it closes is the server's doing.
    for (const bytes of bad) await exchange(bytes, false);
    await ping();
  });

  it('survives random bytes and damaged messages', async () => {
    const good = msg({ insert: 'c', documents: [{ a: 'x', b: [1, 2] }], $db: 'x' });
    const damaged = fc
      .tuple(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length - 1), fc.nat(255))
      .map(([i, x, k, y]) => {
        const copy = Buffer.from(good);
        copy[i] = x;
        copy[k] = y;
        return copy;
      });
    const random = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, random), async (bytes) => {
        await exchange(bytes);
      }),
      { numRuns: 300 },
    );
    await ping();
  }, 60_000);

  it('answers hello by OP_QUERY, and messages that come in pieces or together', async () => {
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.from([0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from(BSON.serialize({ ismaster: 1, helloOk: true })),
    ]);
    const reply = await exchange(frame(2004, query));
    expect(reply.readInt32LE(12)).toBe(1);
    expect(BSON.deserialize(reply.subarray(36))).toMatchObject({ ismaster: true, helloOk: true, ok: 1 });
    const both = await exchange(Buffer.concat([msg({ ping: 1, $db: 'x' }), msg({ ping: 1, $db: 'x' })]));
    expect(both.length).toBe(2 * both.readInt32LE(0));
  });

  it('answers damaged documents in a sound frame, unless no answer is asked for', async () => {
    const damaged = (flags: number): Buffer => {
      const bytes = msg({ ping: 1, $db: 'x' }, flags);
      bytes[25] = 0x55;
      return bytes;
    };
    const reply = await exchange(damaged(0));
    expect(BSON.deserialize(reply.subarray(21))).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' });
    const both = await exchange(Buffer.concat([damaged(2), msg({ ping: 1, $db: 'x' })]));
    expect(both.readInt32LE(0)).toBe(both.length);
    expect(BSON.deserialize(both.subarray(21))).toEqual({ ok: 1 });
  });

  it('refuses millions of documents in one sequence without reading them', async () => {
    const empty = Buffer.from(BSON.serialize({}));
    const sequence = (count: number): Buffer => {
      const documents = Buffer.alloc(count * empty.length, empty);
      const head = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from('documents\0')]);
      head.writeInt32LE(head.length - 1 + documents.length, 1);
      const body = Buffer.from(BSON.serialize({ insert: 'many', $db: 'x' }));
      return frame(2013, Buffer.concat([Buffer.alloc(4), Buffer.of(0), body, head, documents]));
    };
    const refused = BSON.deserialize((await exchange(sequence(9_000_000), false, true)).subarray(21));
    expect(refused).toMatchObject({
      ok: 0,
      code: 16,
      errmsg: expect.stringContaining('Got 9000000 operations'),
    });
    const taken = BSON.deserialize((await exchange(sequence(3), false, true)).subarray(21));
    expect(taken).toMatchObject({ ok: 1, n: 3 });
  });

  it('refuses a command longer than the longest document with what stands around it', async () => {
    const fitting = { insert: 'long', documents: [{ text: 'x'.repeat(15_000_000) }], $db: 'x' };
    const taken = BSON.deserialize((await exchange(msg(fitting), false, true)).subarray(21));
    expect(taken).toMatchObject({ ok: 1, n: 1 });
    const documents = Array.from({ length: 17 }, () => ({ text: 'x'.repeat(1_000_000) }));
    const long = msg({ insert: 'long', documents, $db: 'x' });
    const refused = BSON.deserialize((await exchange(long, false, true)).subarray(21));
    expect(refused).toMatchObject({ ok: 0, code: 10334, codeName: 'BSONObjectTooLarge' });
  });

  it('runs writes that ask for no reply, also those of a client that is gone', async () => {
    const silent = (_id: number): Buffer =>
      msg({ insert: 'silent', documents: [{ _id }], $db: 'x', writeConcern: { w: 0 } }, 2);
    expect(await exchange(Buffer.concat([silent(1), silent(2), silent(3)]))).toHaveLength(0);
    const client = new MongoClient(server.uri);
    try {
      const silentWrites = client.db('x').collection('silent');
      // Nothing tells when they are done, so this asks until they are.
      while ((await silentWrites.countDocuments()) < 3);
    } finally {
      await client.close();
    }
  });

  it('tells the codes of commands it does not know and of transactions', async () => {
    const client = new MongoClient(server.uri);
    try {
      const db = client.db('x');
      await expect(db.command({ nonsense: 1 })).rejects.toMatchObject({
        code: 59,
        codeName: 'CommandNotFound',
        message: "no such command: 'nonsense'",
      });
      await expect(db.command({ find: 'c', nonsense: 1 })).rejects.toMatchObject({ code: 40415 });
      await expect(
        db.command({
          insert: 'c',
          documents: [{}],
          txnNumber: BSON.Long.fromNumber(1),
          autocommit: false,
          startTransaction: true,
        }),
      ).rejects.toMatchObject({ code: 20, codeName: 'IllegalOperation' });
      const session = client.startSession();
      // The driver words the server's refusal (code 20) this way.
      const transaction = session.withTransaction(async () => {
        await db.collection('c').insertOne({}, { session });
      });
      await expect(transaction).rejects.toThrow(/This MongoDB deployment does not support retryable writes/);
      await session.endSession();
    } finally {
      await client.close();
    }
  });
});
