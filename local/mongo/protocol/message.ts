import { decodeDocument } from '../bson/decode';
import { type Encodable, encodeDocument } from '../bson/encode';
import { Doc } from '../bson/values';
import { MongoError } from '../errors';
import { crc32c } from '@aws-crypto/crc32c';

/** Operation codes of the wire protocol. */
export const OpCode = { reply: 1, query: 2004, compressed: 2012, msg: 2013 } as const;

/** mongod's limit for one message, in bytes. */
export const maxMessageBytes = 48_000_000;
/** mongod's limit for the statements of one write command, which is what sequences are for. */
const mostInSequence = 100_000;
/** mongod's limit for the document of one command: 16 MiB and room for what stands around a document of that size. */
const maxCommandBytes = 16 * 1024 * 1024 + 16 * 1024;
/** Bytes of a message's header. */
export const headerBytes = 16;

const Flag = { checksumPresent: 1, moreToCome: 2, exhaustAllowed: 1 << 16 } as const;
/** Bits below 16 that are not known must be refused; those above may be ignored. */
const requiredBits = 0xffff;

/** A request, whichever operation carried it. */
export interface Request {
  readonly id: number;
  readonly opCode: number;
  readonly command: Doc;
  /** False when the client waits for no answer. */
  readonly expectsReply: boolean;
}

/** Thrown for bytes that are no message; the connection cannot go on. */
export class ProtocolError extends Error {}

/** True for a message whose sender waits for no answer. */
export function isSilent(message: Buffer): boolean {
  return (
    message.readInt32LE(12) === OpCode.msg && (message.readUInt32LE(headerBytes) & Flag.moreToCome) !== 0
  );
}

/** Reads a whole message, header included. */
export function parseRequest(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  if (opCode === OpCode.msg) return parseMsg(message, id);
  if (opCode === OpCode.query) return parseQuery(message, id);
  throw new ProtocolError(`operation ${opCode} is not supported`);
}

function parseMsg(message: Buffer, id: number): Request {
  if (message.length < headerBytes + 5) throw new ProtocolError('a message is too short');
  const flags = message.readUInt32LE(headerBytes);
  const known = Flag.checksumPresent | Flag.moreToCome;
  if ((flags & requiredBits & ~known) !== 0) throw new ProtocolError(`unknown flags ${flags}`);
  let end = message.length;
  if ((flags & Flag.checksumPresent) !== 0) {
    end -= 4;
    if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end))
      throw new ProtocolError('a checksum is wrong');
  }
  const sections = new Sections(message.subarray(0, end), headerBytes + 4);
  return {
    id,
    opCode: OpCode.msg,
    command: sections.command(),
    expectsReply: (flags & Flag.moreToCome) === 0,
  };
}

/** Reads the sections of an OP_MSG and joins them to one command. */
class Sections {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  command(): Doc {
    let body: Doc | null = null;
    const sequences: [string, Doc[]][] = [];
    while (this.at < this.bytes.length) {
      const kind = this.bytes.readUInt8(this.at++);
      if (kind === 0) {
        if (body !== null) throw new ProtocolError('a message has two bodies');
        body = this.body();
      } else if (kind === 1) sequences.push(this.sequence());
      else throw new ProtocolError(`unknown section kind ${kind}`);
    }
    if (body === null) throw new ProtocolError('a message has no body');
    for (const [name, documents] of sequences) {
      if (body.has(name)) throw new ProtocolError(`${name} is there twice`);
      body.set(name, documents);
    }
    return body;
  }

  private body(): Doc {
    const size = this.size();
    if (size > maxCommandBytes) {
      throw new MongoError(
        'BSONObjectTooLarge',
        `BSONObj size: ${size} is invalid. Size must be between 0 and ${maxCommandBytes}(16MB)`,
      );
    }
    return this.document();
  }

  private document(): Doc {
    const size = this.size();
    const raw = this.bytes.subarray(this.at, this.at + size);
    this.at += size;
    const doc = decodeDocument(raw);
    doc.raw = raw;
    return doc;
  }

  private sequence(): [string, Doc[]] {
    const end = this.at + this.size();
    const nameEnd = this.bytes.indexOf(0, this.at + 4);
    if (nameEnd < 0 || nameEnd >= end) throw new ProtocolError('a document sequence has no name');
    const name = this.bytes.toString('utf8', this.at + 4, nameEnd);
    this.at = nameEnd + 1;
    const count = this.count(end);
    if (count > mostInSequence) {
      // Told from the lengths alone: millions of tiny documents would take gigabytes when decoded.
      throw new MongoError(
        'InvalidLength',
        `Write batch sizes must be between 1 and ${mostInSequence}. Got ${count} operations.`,
      );
    }
    const documents = Array.from({ length: count }, () => this.document());
    return [name, documents];
  }

  /** Number of the documents from here to `end`. */
  private count(end: number): number {
    const start = this.at;
    let count = 0;
    for (; this.at < end; count++) this.at += this.size();
    if (this.at !== end) throw new ProtocolError('a document sequence has a wrong length');
    this.at = start;
    return count;
  }

  private size(): number {
    const size = this.at + 4 <= this.bytes.length ? this.bytes.readInt32LE(this.at) : 0;
    if (size < 5 || this.at + size > this.bytes.length)
      throw new ProtocolError('a section has a wrong length');
    return size;
  }
}

/** OP_QUERY is left only for the first hello of a connection, on `<db>.$cmd`. */
function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, headerBytes + 4);
  if (nameEnd < 0 || nameEnd + 9 > message.length) throw new ProtocolError('a query is too short');
  const namespace = message.toString('utf8', headerBytes + 4, nameEnd);
  const query = decodeDocument(message.subarray(nameEnd + 9));
  // Old drivers wrap a command that has a read preference.
  const wrapped = query.get('$query') ?? query.get('query');
  const command = new Doc(wrapped instanceof Doc ? wrapped : query);
  command.set('$db', namespace.replace(/\.\$cmd$/, ''));
  return { id, opCode: OpCode.query, command, expectsReply: true };
}

let lastId = 0;

/** The reply to a request, in the operation that answers the one it came in. */
export function encodeReply(request: Pick<Request, 'id' | 'opCode'>, body: Encodable): Buffer {
  const document = encodeDocument(body);
  const isQuery = request.opCode === OpCode.query;
  const head = Buffer.alloc(headerBytes + (isQuery ? 20 : 5));
  lastId = (lastId + 1) & 0x7fffffff;
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(lastId, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(isQuery ? OpCode.reply : OpCode.msg, 12);
  if (isQuery) {
    // AwaitCapable is set on every OP_REPLY; then cursor 0, starting at 0, one document.
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, document]);
}
