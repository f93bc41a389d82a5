import { S3Error } from './errors';

const MAX_LINE_BYTES = 4096;

/** Reads lines and counted bytes from chunks of any size, holding no more than one chunk and one line. */
export class ByteReader {
  private readonly iterator: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.iterator = source[Symbol.asyncIterator]();
  }

  /** The next line without its CRLF. Throws IncompleteBody at the end, or when the line is too long. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.pending.indexOf('\r\n');
      if (end !== -1) {
        const line = this.pending.toString('latin1', 0, end);
        this.pending = this.pending.subarray(end + 2);
        return line;
      }
      if (this.pending.length > MAX_LINE_BYTES) throw new S3Error('IncompleteBody');
      const more = await this.next();
      if (more === undefined) throw new S3Error('IncompleteBody');
      this.pending = Buffer.concat([this.pending, more]);
    }
  }

  /** Exactly `count` bytes, in the pieces they arrive in. Throws IncompleteBody when there are fewer. */
  async *bytes(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      const chunk = this.pending.length > 0 ? this.pending : await this.next();
      if (chunk === undefined) throw new S3Error('IncompleteBody');
      const piece = chunk.subarray(0, left);
      this.pending = chunk.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** True when nothing is left. */
  async atEnd(): Promise<boolean> {
    while (this.pending.length === 0) {
      const more = await this.next();
      if (more === undefined) return true;
      this.pending = more;
    }
    return false;
  }

  /** Lets go of the source without ending it, so that what is left of a request can still be discarded. */
  async release(): Promise<void> {
    await this.iterator.return?.();
  }

  private async next(): Promise<Buffer | undefined> {
    const result = await this.iterator.next();
    return result.done === true ? undefined : result.value;
  }
}
