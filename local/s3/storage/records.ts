import type { ChecksumAlgorithm } from '../protocol/checksums';

/** A list of names and values; names may be any text a client chose, so it is no object. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** A file of the blob store. */
export interface BlobRef {
  readonly id: string;
  /** Bytes */
  readonly size: number;
}

/** An additional checksum, as `x-amz-checksum-<algorithm>` carries it. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a COMPOSITE one with `-<number of parts>` at its end. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** What a client says about an object when it creates one. */
export interface ObjectDescription {
  /** content-type, cache-control and the like: answered as they were given. */
  readonly headers: Pairs;
  /** x-amz-meta-*, without that prefix; values are any text. */
  readonly metadata: Pairs;
  readonly tags: Pairs;
}

/** A part of a completed multipart upload. */
export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  /** Base64 */
  readonly checksum?: string;
}

/** A stored object. Its bytes are the blobs', one after the other. */
export interface ObjectRecord extends ObjectDescription {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since 1970 */
  readonly lastModified: number;
  readonly blobs: readonly BlobRef[];
  readonly checksum?: StoredChecksum;
  readonly parts?: readonly ObjectPart[];
  /** Of the multipart upload that made it. */
  readonly uploadId?: string;
}

/** A multipart upload in progress. */
export interface UploadRecord extends ObjectDescription {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970 */
  readonly initiated: number;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: StoredChecksum['type'] };
}

/** An uploaded part of an upload in progress. */
export interface PartRecord {
  readonly number: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly blob: BlobRef;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/** One rule of a CORS configuration. */
export interface CorsRule {
  readonly id?: string;
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** One rule of a lifecycle configuration; ages are in days. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  readonly tags: Pairs;
  readonly sizeGreaterThan?: number;
  readonly sizeLessThan?: number;
  /** How the filter was written, so that it is returned as it was given. */
  readonly filterStyle: 'Prefix' | 'Filter';
  readonly expirationDays?: number;
  /** Milliseconds since 1970, midnight UTC. */
  readonly expirationDate?: number;
  readonly expiredObjectDeleteMarker?: boolean;
  readonly abortIncompleteUploadDays?: number;
}

/** The four switches of a public access block. */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** A bucket and its configuration. */
export interface BucketRecord {
  readonly name: string;
  /** Milliseconds since 1970 */
  readonly createdAt: number;
  readonly cors?: readonly CorsRule[];
  readonly lifecycle?: readonly LifecycleRule[];
  readonly tags?: Pairs;
  readonly publicAccessBlock?: PublicAccessBlock;
}
