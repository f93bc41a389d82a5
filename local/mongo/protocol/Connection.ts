import type { Socket } from 'node:net';
import type { Encodable } from '../bson/encode';
import type { Doc } from '../bson/values';
import { MongoError } from '../errors';
import {
  OpCode,
  ProtocolError,
  type Request,
  encodeReply,
  headerBytes,
  isSilent,
  maxMessageBytes,
  parseRequest,
} from './message';

/** Answers a command; never throws. */
export type Answer = (command: Doc, connection: Connection) => Promise<Encodable>;

/**
 * One client: cuts its bytes into messages and answers them one after the other. Bytes that are no message
 * end this connection and nothing else.
 */
export class Connection {
  private chunks: Buffer[] = [];
  private size = 0;
  private working = false;
  private stopped = false;

  constructor(
    private readonly socket: Socket,
    /** From 1, in the order of their coming. */
    readonly id: number,
    private readonly answer: Answer,
    private readonly log: (line: string) => void,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', (error) => this.log(`connection ${id}: ${error.message}`));
  }

  /** Address and port of the client. */
  get client(): string {
    return `${this.socket.remoteAddress ?? ''}:${this.socket.remotePort ?? 0}`;
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.stopped = true;
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) {
      // While an answer is being made the client may run ahead only so far.
      if (this.size > maxMessageBytes) this.socket.pause();
      return;
    }
    this.working = true;
    try {
      for (let message = this.take(); message !== null; message = this.take()) await this.handle(message);
    } catch (error) {
      this.log(`connection ${this.id} closed: ${error instanceof Error ? error.message : String(error)}`);
      this.destroy();
    } finally {
      this.working = false;
    }
    if (this.socket.isPaused() && !this.socket.destroyed) this.socket.resume();
  }

  private async handle(message: Buffer): Promise<void> {
    const request = this.parse(message);
    if (request === null) return;
    const reply = await this.answer(request.command, this);
    if (!request.expectsReply || this.socket.destroyed) return;
    const flushed = this.socket.write(encodeReply(request, reply));
    if (!flushed) await this.drained();
  }

  private parse(message: Buffer): Request | null {
    try {
      return parseRequest(message);
    } catch (error) {
      // The frame was sound and only the document in it was not: the client is told and can go on.
      const id = message.readInt32LE(4);
      if (error instanceof MongoError && message.readInt32LE(12) === OpCode.msg) {
        if (isSilent(message)) return null;
        const { code, codeName, message: errmsg } = error;
        this.socket.write(encodeReply({ id, opCode: OpCode.msg }, { ok: 0, errmsg, code, codeName }));
        return null;
      }
      throw error;
    }
  }

  /** Resolves when the client has taken what was written, or is gone. */
  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.socket.off('drain', done).off('close', done);
        resolve();
      };
      this.socket.on('drain', done).on('close', done);
    });
  }

  /** The next whole message, or null while it is incomplete. */
  private take(): Buffer | null {
    // A client that has gone may have left writes that ask for no answer; they are still carried out.
    if (this.size < 4 || this.stopped) return null;
    const [first] = this.chunks;
    if (first !== undefined && first.length < headerBytes) this.chunks = [Buffer.concat(this.chunks)];
    const length =
      this.chunks[0]?.length !== undefined && this.chunks[0].length >= 4 ? this.chunks[0].readInt32LE(0) : 0;
    if (length < headerBytes || length > maxMessageBytes) {
      throw new ProtocolError(`a message says it has ${length} bytes`);
    }
    if (this.size < length) return null;
    const bytes = this.chunks.length === 1 ? (this.chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.chunks);
    const rest = bytes.subarray(length);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return bytes.subarray(0, length);
  }
}
