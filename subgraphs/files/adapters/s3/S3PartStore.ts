import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { PlannedPart } from '../../domain/parts';
import type { PartStore, PartsUpload, SignedPart, StoredPart } from '../../ports';
import type { S3Clients } from './clients';
import { signUploadPart } from './signing';
import type { StoreCalls } from './storeCalls';

/** Uploads in parts in an S3 bucket. */
export class S3PartStore implements PartStore {
  constructor(
    protected readonly clients: S3Clients,
    protected readonly bucket: string,
    protected readonly calls: StoreCalls,
  ) {}

  async beginParts(
    { objectKey, contentType }: { objectKey: string; contentType: string },
    hasChecksums: boolean,
  ): Promise<string> {
    const command = new CreateMultipartUploadCommand({
      Bucket: this.bucket,
      Key: objectKey,
      ContentType: contentType,
      // S3 takes a part's SHA-256 only when the upload was begun for it, and then of every part.
      ...(hasChecksums ? { ChecksumAlgorithm: 'SHA256' } : {}),
    });
    const { UploadId } = await this.calls.run('CreateMultipartUpload', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }),
    );
    if (UploadId === undefined) throw new Error('the store has begun an upload without an id');
    return UploadId;
  }

  signPart(
    upload: PartsUpload,
    part: PlannedPart & { readonly checksum: string | null },
    at: Date,
    expiresInSeconds: number,
  ): Promise<SignedPart> {
    return signUploadPart(this.clients.signing, this.bucket, upload, part, at, expiresInSeconds);
  }

  async listParts(
    { objectKey, uploadId }: PartsUpload,
    after: number,
    limit: number,
  ): Promise<StoredPart[] | null> {
    const command = new ListPartsCommand({
      Bucket: this.bucket,
      Key: objectKey,
      UploadId: uploadId,
      PartNumberMarker: String(after),
      MaxParts: limit,
    });
    const listed = await this.calls.run('ListParts', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }).catch(nullForNoSuchUpload),
    );
    if (listed === null) return null;
    return (listed.Parts ?? []).map(({ PartNumber, Size, ETag, ChecksumSHA256 }) => ({
      number: PartNumber ?? 0,
      sizeBytes: Size ?? 0,
      etag: (ETag ?? '').replaceAll('"', ''),
      checksum: ChecksumSHA256 ?? null,
    }));
  }

  async joinParts({ objectKey, uploadId }: PartsUpload, parts: readonly StoredPart[]): Promise<boolean> {
    const command = new CompleteMultipartUploadCommand({
      Bucket: this.bucket,
      Key: objectKey,
      UploadId: uploadId,
      MultipartUpload: {
        Parts: parts.map(({ number, etag, checksum }) => ({
          PartNumber: number,
          ETag: etag,
          ...(checksum === null ? {} : { ChecksumSHA256: checksum }),
        })),
      },
    });
    // Thousands of parts take the store minutes.
    const joined = await this.calls.runLong('CompleteMultipartUpload', () =>
      this.clients.internal.send(command).catch((error: unknown) => {
        if (error instanceof S3ServiceException && error.name === 'InvalidPart') return null;
        return nullForNoSuchUpload(error);
      }),
    );
    return joined !== null;
  }

  async abortParts({ objectKey, uploadId }: PartsUpload): Promise<void> {
    const command = new AbortMultipartUploadCommand({
      Bucket: this.bucket,
      Key: objectKey,
      UploadId: uploadId,
    });
    await this.calls.run('AbortMultipartUpload', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }).catch(nullForNoSuchUpload),
    );
  }

  async abortAllParts(objectKey: string): Promise<void> {
    // One key seldom has more than one upload, and never a second page of them.
    const command = new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: objectKey });
    const { Uploads = [] } = await this.calls.run('ListMultipartUploads', (abortSignal) =>
      this.clients.internal.send(command, { abortSignal }),
    );
    for (const { Key, UploadId } of Uploads) {
      if (Key === objectKey && UploadId !== undefined)
        await this.abortParts({ objectKey, uploadId: UploadId });
    }
  }
}

/** radosgw speaks of a missing key when the upload is gone. */
function nullForNoSuchUpload(error: unknown): null {
  if (error instanceof S3ServiceException && /^NoSuch(Upload|Key)$/.test(error.name)) return null;
  throw error;
}
