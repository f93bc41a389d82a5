import type { StoredFile } from '../domain/file';

/** A file as REST shows it: the fields of GraphQL's File, nothing else. */
export interface FileJson {
  id: string;
  name: string;
  size: number;
  contentType: string;
  checksum: string | null;
  status: string;
  createdAt: string;
  updatedAt: string;
  downloadUrl: string | null;
}

/** Renders a file for REST. */
export function fileJson(file: StoredFile, downloadUrl: string | null): FileJson {
  const { id, name, size, contentType, checksum, status, createdAt, updatedAt } = file;
  return {
    id,
    name,
    size,
    contentType,
    checksum,
    status,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    downloadUrl,
  };
}
