import { createHash, randomUUID } from 'node:crypto';
import type { PlannedPart } from '../../domain/parts';
import type { PartStore, PartsUpload, SignedPart, StoredPart } from '../../ports';

interface Upload {
  readonly objectKey: string;
  readonly hasChecksums: boolean;
  readonly parts: Map<number, { content: Buffer; etag: string }>;
}

/** Uploads in parts in memory, for tests. `putPart` does what a client does with a signed part. */
export class MemoryPartStore implements PartStore {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();

  async beginParts({ objectKey }: { objectKey: string }, hasChecksums: boolean): Promise<string> {
    const uploadId = randomUUID();
    this.uploads.set(uploadId, { objectKey, hasChecksums, parts: new Map() });
    return uploadId;
  }

  async signPart(
    { uploadId }: PartsUpload,
    { number, sizeBytes, checksum }: PlannedPart & { readonly checksum: string | null },
    at: Date,
    expiresInSeconds: number,
  ): Promise<SignedPart> {
    const expiresAt = new Date(at.getTime() + expiresInSeconds * 1000);
    return {
      url: `memory://part/${uploadId}/${number}?expires=${expiresAt.getTime()}`,
      headers: [
        { name: 'content-length', value: String(sizeBytes) },
        ...(checksum === null ? [] : [{ name: 'x-amz-checksum-sha256', value: checksum }]),
      ],
      expiresAt,
    };
  }

  /** Sends bytes to a signed part; answers the status. */
  putPart({ url, headers }: SignedPart, content: Buffer, now: Date): number {
    const { pathname, searchParams } = new URL(url);
    const [, uploadId = '', number] = pathname.split('/');
    const valueOf = (wanted: string) => headers.find(({ name }) => name === wanted)?.value;
    if (now.getTime() >= Number(searchParams.get('expires'))) return 403;
    if (valueOf('content-length') !== String(content.length)) return 403;
    const checksum = valueOf('x-amz-checksum-sha256');
    if (checksum !== undefined && checksum !== sha256(content)) return 400;
    const upload = this.uploads.get(uploadId);
    if (upload === undefined) return 404;
    upload.parts.set(Number(number), { content, etag: etagOf(content) });
    return 200;
  }

  async listParts({ uploadId }: PartsUpload, after: number, limit: number): Promise<StoredPart[] | null> {
    const upload = this.uploads.get(uploadId);
    if (upload === undefined) return null;
    return [...upload.parts]
      .filter(([number]) => number > after)
      .sort(([one], [other]) => one - other)
      .slice(0, limit)
      .map(([number, { content, etag }]) => ({
        number,
        sizeBytes: content.length,
        etag,
        checksum: upload.hasChecksums ? sha256(content) : null,
      }));
  }

  async joinParts({ uploadId }: PartsUpload, parts: readonly StoredPart[]): Promise<boolean> {
    const upload = this.uploads.get(uploadId);
    const contents = parts.map(({ number, etag }) => {
      const part = upload?.parts.get(number);
      return part?.etag === etag ? part.content : null;
    });
    if (upload === undefined || contents.includes(null)) return false;
    this.objects.set(upload.objectKey, Buffer.concat(contents as Buffer[]));
    this.uploads.delete(uploadId);
    return true;
  }

  async abortParts({ uploadId }: PartsUpload): Promise<void> {
    this.uploads.delete(uploadId);
  }

  async abortAllParts(objectKey: string): Promise<void> {
    for (const [uploadId, upload] of this.uploads) {
      if (upload.objectKey === objectKey) this.uploads.delete(uploadId);
    }
  }
}

function etagOf(content: Buffer): string {
  return createHash('md5').update(content).digest('hex');
}

/** SHA-256 in base64. */
export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('base64');
}
