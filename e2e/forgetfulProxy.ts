import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { deserialize } from 'bson';

/** A way to a database on which answers get lost. */
export interface ForgetfulProxy {
  /** The database's URI by this way. */
  readonly uri: string;
  /**
   * From now on lets `pass` writes be, and loses the answers to the next `lose`: the database has carried out the write,
   * and the connection breaks. Answers how many are still to be lost when it is asked.
   */
  lose(pass: number, lose: number): () => number;
  close(): Promise<void>;
}

const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify']);
const OP_MSG = 2013;

/** Starts one in front of the MongoDB at `target`. */
export async function startForgetfulProxy(target: string): Promise<ForgetfulProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let toPass = 0;
  let toLose = 0;

  const isLost = (): boolean => {
    if (toLose === 0) return false;
    if (toPass > 0) {
      toPass -= 1;
      return false;
    }
    toLose -= 1;
    return true;
  };

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const writes = new Set<number>();
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        open.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    onMessages(client, (message) => {
      if (isWrite(message)) writes.add(message.readInt32LE(4));
      database.write(message);
    });
    onMessages(database, (message) => {
      if (writes.delete(message.readInt32LE(8)) && isLost()) client.destroy();
      else client.write(message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const uri = new URL(target);
  uri.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    uri: uri.href,
    lose(pass, lose) {
      toPass = pass;
      toLose = lose;
      return () => toLose;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Cuts what comes into messages of the wire protocol, whose first four bytes are their length. */
function onMessages(socket: Socket, listener: (message: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 16 && pending.length >= pending.readInt32LE(0)) {
      const message = pending.subarray(0, pending.readInt32LE(0));
      pending = pending.subarray(message.length);
      listener(message);
    }
  });
}

/** Whether this is an OP_MSG whose command changes something. */
function isWrite(message: Buffer): boolean {
  if (message.readInt32LE(12) !== OP_MSG) return false;
  const length = message.readInt32LE(21);
  const [name = ''] = Object.keys(deserialize(message.subarray(21, 21 + length)));
  return WRITES.has(name);
}
