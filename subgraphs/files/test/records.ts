import { randomUUID } from 'node:crypto';
import { objectKeyOf, type StoredFile } from '../domain/file';
import type { FileFilter } from '../domain/fileFilter';

/** When records of tests were made. */
export const at = new Date('2026-03-01T12:00:00.000Z');

/** So many seconds after that. */
export const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

/** A PENDING file; everything can be said otherwise. */
export function buildFile(overrides: Partial<StoredFile> = {}): StoredFile {
  const id = overrides.id ?? randomUUID();
  const ownerId = overrides.ownerId ?? randomUUID();
  return {
    id,
    ownerId,
    name: 'coat.txt',
    size: 4,
    contentType: 'text/plain',
    checksum: null,
    status: 'PENDING',
    charge: 'RESERVED',
    objectKey: objectKeyOf(ownerId, id),
    method: 'PUT',
    uploadExpiresAt: later(900),
    idempotencyKey: null,
    inputHash: 'hash',
    createdAt: at,
    updatedAt: at,
    trashedAt: null,
    ...overrides,
  };
}

/** A filter that lets all READY files through; everything can be said otherwise. */
export function buildFilter(overrides: Partial<FileFilter> = {}): FileFilter {
  return {
    status: 'READY',
    mediaType: null,
    size: null,
    createdAt: null,
    updatedAt: null,
    nameContains: null,
    ...overrides,
  };
}
