import type { Readable } from 'node:stream';
import { AppError } from '../../../../platform/errors';
import { contentDisposition, type Disposition } from '../../domain/contentDisposition';
import type { StoredFile } from '../../domain/file';
import type { ObjectDescription, ObjectStore, SignedForm, SignedUpload, UploadTarget } from '../../ports';
import type { UploadTicket } from '../../usecases';
import { MemoryPartStore, sha256 } from './MemoryPartStore';

export { sha256 } from './MemoryPartStore';

/** Objects in memory, for tests. `put` does what a client does with a signed URL, and what the store then checks. */
export class MemoryObjectStore extends MemoryPartStore implements ObjectStore {
  /** Off: like a store that computes no checksums. */
  givesChecksums = true;

  async signUpload(file: UploadTarget, at: Date, expiresInSeconds: number): Promise<SignedUpload> {
    const expiresAt = new Date(at.getTime() + expiresInSeconds * 1000);
    return {
      method: 'PUT',
      url: `memory://put/${file.objectKey}?expires=${expiresAt.getTime()}`,
      headers: [
        { name: 'content-length', value: String(file.size) },
        { name: 'content-type', value: file.contentType },
        { name: 'if-none-match', value: '*' },
      ],
      expiresAt,
    };
  }

  async signForm(file: UploadTarget, at: Date, expiresInSeconds: number): Promise<SignedForm> {
    const expiresAt = new Date(at.getTime() + expiresInSeconds * 1000);
    return {
      method: 'POST',
      url: `memory://post/?expires=${expiresAt.getTime()}`,
      fields: [
        { name: 'key', value: file.objectKey },
        { name: 'size', value: String(file.size) },
      ],
      expiresAt,
    };
  }

  async signDownload(
    file: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
    disposition: Disposition,
    at: Date,
    expiresInSeconds: number,
  ): Promise<string> {
    const query = new URLSearchParams({
      expires: String(at.getTime() + expiresInSeconds * 1000),
      disposition: contentDisposition(disposition, file.name),
    });
    return `memory://get/${file.objectKey}?${query.toString()}`;
  }

  /** Sends bytes to a signed URL; answers the status. */
  put(ticket: UploadTicket, content: Buffer, now: Date): number {
    if (ticket.method !== 'PUT') throw new Error(`this is a ${ticket.method} upload`);
    const { url, headers } = ticket;
    const { pathname, searchParams } = new URL(url);
    const key = pathname.slice(1);
    if (now.getTime() >= Number(searchParams.get('expires'))) return 403;
    if (headers.find(({ name }) => name === 'content-length')?.value !== String(content.length)) return 403;
    if (this.objects.has(key)) return 412;
    this.objects.set(key, content);
    return 200;
  }

  /** Sends bytes in a signed form; answers the status. */
  post(ticket: UploadTicket, content: Buffer, now: Date): number {
    if (ticket.method !== 'POST') throw new Error(`this is a ${ticket.method} upload`);
    const { url, fields } = ticket;
    const valueOf = (wanted: string) => fields.find(({ name }) => name === wanted)?.value;
    if (now.getTime() >= Number(new URL(url).searchParams.get('expires'))) return 403;
    if (valueOf('size') !== String(content.length)) return 400;
    this.objects.set(valueOf('key') ?? '', content);
    return 201;
  }

  async findObject(key: string): Promise<ObjectDescription | null> {
    const content = this.objects.get(key);
    if (content === undefined) return null;
    return { size: content.length, checksum: this.givesChecksums ? sha256(content) : null };
  }

  async readStart(key: string, length: number): Promise<Buffer> {
    return this.content(key).subarray(0, length);
  }

  async hashObject(key: string): Promise<string> {
    return sha256(this.content(key));
  }

  async writeObject(key: string, _contentType: string, body: Readable): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk as Buffer);
    this.objects.set(key, Buffer.concat(chunks));
  }

  async removeObject(key: string): Promise<void> {
    this.objects.delete(key);
  }

  async copyObject(from: string, to: string): Promise<void> {
    this.objects.set(to, this.content(from));
  }

  async removeObjects(prefix: string, except: string | null): Promise<void> {
    for (const key of this.objects.keys()) {
      if (key.startsWith(prefix) && key !== except) this.objects.delete(key);
    }
  }

  private content(key: string): Buffer {
    const content = this.objects.get(key);
    if (content === undefined) throw new AppError('UPLOAD_INCOMPLETE');
    return content;
  }
}
