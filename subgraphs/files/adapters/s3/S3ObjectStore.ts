import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../../../platform/errors';
import type { Log } from '../../../../platform/service';
import type { Disposition } from '../../domain/contentDisposition';
import type { StoredFile } from '../../domain/file';
import type { ObjectDescription, ObjectStore, SignedUpload } from '../../ports';
import { CircuitBreaker } from './CircuitBreaker';
import type { S3Clients } from './clients';
import { signGet, signPut } from './signing';
import { isNoSuchKey, StoreCalls } from './storeCalls';

/** 10,000 parts of this size hold more than any file; two are in memory per upload. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
/** Reading an object to hash it is given up when nothing has come for this long. */
const IDLE_MS = 10_000;

/** Signed download URLs that are remembered, and for how long. One is only found again by whoever signs for the same time. */
const SIGNED_URLS = 5_000;
const SIGNED_MS = 60_000;

/** Objects in an S3 bucket. */
export class S3ObjectStore implements ObjectStore {
  private readonly calls: StoreCalls;
  private readonly signed = new LRUCache<string, Promise<string>>({ max: SIGNED_URLS, ttl: SIGNED_MS });

  constructor(
    private readonly clients: S3Clients,
    private readonly bucket: string,
    log: Log,
    breaker = new CircuitBreaker(),
  ) {
    this.calls = new StoreCalls(breaker, log);
  }

  signUpload(
    file: Pick<StoredFile, 'objectKey' | 'size' | 'contentType' | 'checksum'>,
    at: Date,
    expiresInSeconds: number,
  ): Promise<SignedUpload> {
    return signPut(this.clients.signing, this.bucket, file, at, expiresInSeconds);
  }

  signDownload(
    file: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
    disposition: Disposition,
    at: Date,
    expiresInSeconds: number,
  ): Promise<string> {
    // Signing takes about a millisecond, and a page of a hundred is often asked for again.
    const { objectKey, name, contentType } = file;
    const known = JSON.stringify([objectKey, name, contentType, disposition, at, expiresInSeconds]);
    const url =
      this.signed.get(known) ??
      signGet(this.clients.signing, this.bucket, file, disposition, at, expiresInSeconds);
    this.signed.set(known, url);
    url.catch(() => this.signed.delete(known));
    return url;
  }

  /** Whether the bucket is there and ours. */
  async checkBucket(): Promise<boolean> {
    return this.requireBucket().then(
      () => true,
      () => false,
    );
  }

  async findObject(key: string): Promise<ObjectDescription | null> {
    const command = new HeadObjectCommand({ Bucket: this.bucket, Key: key, ChecksumMode: 'ENABLED' });
    const head = await this.calls.run('HeadObject', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }).catch(nullForNoSuchKey),
    );
    if (head === null) {
      // A HEAD has no body to tell a missing object from a missing bucket, which would be our fault.
      await this.requireBucket();
      return null;
    }
    return { size: head.ContentLength ?? 0, checksum: wholeChecksum(head) };
  }

  async readStart(key: string, length: number): Promise<Buffer> {
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: key, Range: `bytes=0-${length - 1}` });
    return this.calls.run('GetObject', async (abortSignal) => {
      const { Body } = await this.clients.internal
        .send(command, { abortSignal })
        .catch(incompleteForNoSuchKey);
      return Body === undefined ? Buffer.alloc(0) : Buffer.from(await Body.transformToByteArray());
    });
  }

  async hashObject(key: string): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: key });
    const stop = new AbortController();
    const idle = setTimeout(() => stop.abort(new DOMException('the store stalls', 'TimeoutError')), IDLE_MS);
    try {
      return await this.calls.runLong('GetObject', async () => {
        const { Body } = await this.clients.internal
          .send(command, { abortSignal: stop.signal })
          .catch(incompleteForNoSuchKey);
        const hash = createHash('sha256');
        for await (const chunk of addAbortSignal(stop.signal, Body as Readable)) {
          idle.refresh();
          hash.update(chunk as Buffer);
        }
        return hash.digest('base64');
      });
    } finally {
      clearTimeout(idle);
    }
  }

  async writeObject(key: string, contentType: string, body: Readable): Promise<void> {
    const upload = new Upload({
      client: this.clients.internal,
      params: { Bucket: this.bucket, Key: key, Body: body, ContentType: contentType },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    // Not stopped by a signal: `Upload` would then answer before it has undone its work. It ends by the stream.
    await this.calls.runLong('Upload', () => upload.done());
  }

  async removeObject(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await this.calls.run('DeleteObject', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }).catch(nullForNoSuchKey),
    );
  }

  private async requireBucket(): Promise<void> {
    const command = new HeadBucketCommand({ Bucket: this.bucket });
    await this.calls.run('HeadBucket', (abortSignal) => this.clients.internal.send(command, { abortSignal }));
  }
}

function nullForNoSuchKey(error: unknown): null {
  if (isNoSuchKey(error)) return null;
  throw error;
}

function incompleteForNoSuchKey(error: unknown): never {
  if (isNoSuchKey(error)) throw new AppError('UPLOAD_INCOMPLETE', { cause: error });
  throw error;
}

/** A composite checksum (of parts, ends in "-n") is not the content's SHA-256. */
function wholeChecksum({ ChecksumSHA256, ChecksumType }: HeadObjectCommandOutput): string | null {
  if (ChecksumSHA256 === undefined || ChecksumType === 'COMPOSITE' || ChecksumSHA256.includes('-'))
    return null;
  return ChecksumSHA256;
}
