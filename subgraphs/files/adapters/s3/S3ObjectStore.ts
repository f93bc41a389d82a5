import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AppError } from '../../../../platform/errors';
import type { Log } from '../../../../platform/service';
import type { Disposition } from '../../domain/contentDisposition';
import type { StoredFile } from '../../domain/file';
import { streamPartSize } from '../../domain/parts';
import type {
  ListedObject,
  ObjectDescription,
  ObjectStore,
  SignedForm,
  SignedUpload,
  UploadTarget,
} from '../../ports';
import { CircuitBreaker } from './CircuitBreaker';
import type { S3Clients } from './clients';
import { signPolicyForm } from './formSigning';
import { GetSigner } from './GetSigner';
import { S3PartStore } from './S3PartStore';
import { downloadRequest, signPut } from './signing';
import { isNoSuchKey, StoreCalls } from './storeCalls';

/** How many parts of a stream are on their way, and in memory, at once. */
const PARTS_AT_ONCE = 2;
/** Reading an object to hash it is given up when nothing has come for this long. */
const IDLE_MS = 10_000;

/** Objects in an S3 bucket. */
export class S3ObjectStore extends S3PartStore implements ObjectStore {
  private readonly gets: GetSigner;

  constructor(clients: S3Clients, bucket: string, log: Log, breaker = new CircuitBreaker()) {
    super(clients, bucket, new StoreCalls(breaker, log));
    this.gets = new GetSigner(clients.signing, bucket);
  }

  signUpload(file: UploadTarget, at: Date, expiresInSeconds: number): Promise<SignedUpload> {
    return signPut(this.clients.signing, this.bucket, file, at, expiresInSeconds);
  }

  signForm(file: UploadTarget, at: Date, expiresInSeconds: number): Promise<SignedForm> {
    return signPolicyForm(this.clients.signing, this.bucket, file, at, expiresInSeconds);
  }

  signDownload(
    file: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
    disposition: Disposition,
    at: Date,
    expiresInSeconds: number,
  ): string | Promise<string> {
    const request = downloadRequest(file, disposition, expiresInSeconds);
    return this.gets.sign(request, at, expiresInSeconds);
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

  async hashObject(key: string, onProgress: () => void = () => undefined): Promise<string> {
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
          onProgress();
          hash.update(chunk as Buffer);
        }
        return hash.digest('base64');
      });
    } finally {
      clearTimeout(idle);
    }
  }

  async writeObject(key: string, contentType: string, body: Readable, size: number | null): Promise<void> {
    const upload = new Upload({
      client: this.clients.internal,
      params: { Bucket: this.bucket, Key: key, Body: body, ContentType: contentType },
      partSize: streamPartSize(size),
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

  async copyObject(from: string, to: string): Promise<void> {
    const CopySource = [this.bucket, ...from.split('/')].map(encodeURIComponent).join('/');
    const command = new CopyObjectCommand({ Bucket: this.bucket, Key: to, CopySource });
    await this.calls.runLong('CopyObject', () =>
      this.clients.internal.send(command).catch(incompleteForNoSuchKey),
    );
  }

  async removeObjects(prefix: string, except: string | null): Promise<void> {
    // The few objects of one file: never more than a page.
    const command = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix });
    const { Contents = [] } = await this.calls.run('ListObjectsV2', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }),
    );
    for (const { Key } of Contents) {
      if (Key !== undefined && Key !== except) await this.removeObject(Key);
    }
  }

  /** As Inventory.listObjects. */
  async listObjects(after: string | null): Promise<readonly ListedObject[]> {
    const command = new ListObjectsV2Command({
      Bucket: this.bucket,
      ...(after === null ? {} : { StartAfter: after }),
    });
    const { Contents = [] } = await this.calls.run('ListObjectsV2', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }),
    );
    return Contents.flatMap(({ Key, Size = 0, LastModified }) =>
      Key === undefined || LastModified === undefined
        ? []
        : [{ key: Key, size: Size, modifiedAt: LastModified }],
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
