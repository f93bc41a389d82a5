import type { Charge } from './charge';
import type { PartPlan } from './parts';

/**
 * PENDING until verified; TRASHED is put away, restorable for some time; DELETING until every trace of the object is
 * gone, and invisible from then on.
 */
export type StoredFileStatus = 'PENDING' | 'READY' | 'TRASHED' | 'DELETING';

/** How a client sends bytes to the store itself: in one request, in a form, or in parts. */
export type DirectMethod = 'PUT' | 'POST' | 'MULTIPART';

/** How the bytes come: from the client straight to the store, or streamed through this service (REST). */
export type UploadMethod = DirectMethod | 'STREAM';

/** A file as it is recorded; its bytes are in the object store under `objectKey`. */
export interface StoredFile {
  /** Opaque, stable for the life of the file, never given to another one. */
  readonly id: string;
  /** The account that keeps the file here. */
  readonly ownerId: string;
  /** The name given at upload; any Unicode, never a path. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The announced media type. */
  readonly contentType: string;
  /** SHA-256 of the content, base64; null when nobody computed it. */
  readonly checksum: string | null;
  /** Where the file is in its life. */
  readonly status: StoredFileStatus;
  /** How the file's bytes stand in its owner's usage; see charge.ts. */
  readonly charge: Charge;
  /** Where the bytes are in the store; a form's are elsewhere once it is READY. Never leaves the service. */
  readonly objectKey: string;
  /** How the bytes come. */
  readonly method: UploadMethod;
  /** How they are divided; for MULTIPART only. */
  readonly parts?: PartPlan;
  /** From then on nothing signed here can write the object any more. */
  readonly uploadExpiresAt: Date;
  /** The idempotency key the upload was requested with, unique per owner. */
  readonly idempotencyKey: string | null;
  /** What the upload was requested with, hashed: tells a repetition from another input under the same key. */
  readonly inputHash: string;
  /** When the upload was requested. */
  readonly createdAt: Date;
  /** When the description or the status last changed. */
  readonly updatedAt: Date;
  /** When a TRASHED file was put into the trash; null for others. */
  readonly trashedAt: Date | null;
}

/** Where a file's bytes are in the store: made by the server, never from the file's name (promise U06). */
export function objectKeyOf(ownerId: string, fileId: string): string {
  return `${ownerId}/${fileId}`;
}

/** Where the verified copy of a form's bytes goes: a place that no form can write to (docs/adr/post-forms.md). */
export function copyKeyOf(ownerId: string, fileId: string, copyId: string): string {
  return `${objectKeyOf(ownerId, fileId)}.${copyId}`;
}

/** Which file a key in the store belongs to; null when it is none of ours. */
export function fileOfKey(key: string): { readonly ownerId: string; readonly fileId: string } | null {
  const match = /^([^/]+)\/([0-9a-f-]{36})(?:\.[0-9a-f-]{36})?$/.exec(key);
  const [, ownerId, fileId] = match ?? [];
  return ownerId !== undefined && fileId !== undefined && isFileId(fileId) ? { ownerId, fileId } : null;
}

/**
 * Whether a READY file's upload may leave things in the store beside its object: a form what it wrote, and may write
 * again; parts an upload that was begun twice.
 */
export function leavesTraces({ method }: Pick<StoredFile, 'method'>): boolean {
  return method === 'POST' || method === 'MULTIPART';
}

/** Whether `id` has the form of a file's id (a UUID); others need not be looked up. */
export function isFileId(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
}
