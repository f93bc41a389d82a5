import type { Caller } from '../../../platform/identity';
import type { StoredFile } from '../domain/file';
import { trashEndsAt } from '../domain/lifetimes';
import type { UploadInput } from '../domain/uploadRequest';
import { completeUpload } from './completeUpload';
import { createDownloadUrl } from './createDownloadUrl';
import { deleteFile } from './deleteFile';
import type { FilesDeps } from './deps';
import { findFiles, getFile } from './getFile';
import { getStorage } from './getStorage';
import { countFiles, listFiles, type ListRequest } from './listFiles';
import { forEachFile } from './manyFiles';
import { renameFile } from './renameFile';
import { requestUpload } from './requestUpload';
import { restoreFile } from './restoreFile';
import { sweep } from './sweep';
import { trashFile } from './trashFile';
import { uploadFile, type StreamedUpload } from './uploadFile';

export type { FilesDeps } from './deps';
export type { FilePage, ListRequest } from './listFiles';
export type { FileOutcome } from './manyFiles';
export type { StreamedUpload } from './uploadFile';
export type { SweepReport } from './sweep';

/** Several files. */
interface FileIds {
  readonly fileIds: readonly string[];
}

/** Everything the files service can do, for the doors; each is described where it is defined. */
export type UseCases = ReturnType<typeof createUseCases>;

/** Gives the use cases what they work with. */
export function createUseCases(deps: FilesDeps) {
  return {
    requestUpload: (caller: Caller, input: UploadInput) => requestUpload(deps, caller, input),
    completeUpload: (caller: Caller, input: { fileId: string }) => completeUpload(deps, caller, input),
    deleteFile: (caller: Caller, input: { fileId: string }) => deleteFile(deps, caller, input),
    deleteFiles: (caller: Caller, { fileIds }: FileIds) =>
      forEachFile(fileIds, async (fileId) => {
        await deleteFile(deps, caller, { fileId });
        return null;
      }),
    trashFile: (caller: Caller, input: { fileId: string }) => trashFile(deps, caller, input),
    trashFiles: (caller: Caller, { fileIds }: FileIds) =>
      forEachFile(fileIds, (fileId) => trashFile(deps, caller, { fileId })),
    restoreFile: (caller: Caller, input: { fileId: string }) => restoreFile(deps, caller, input),
    restoreFiles: (caller: Caller, { fileIds }: FileIds) =>
      forEachFile(fileIds, (fileId) => restoreFile(deps, caller, { fileId })),
    renameFile: (caller: Caller, input: { fileId: string; name: string }) => renameFile(deps, caller, input),
    trashEndsAt: ({ trashedAt }: StoredFile) => trashedAt && trashEndsAt(trashedAt, deps.trashDays),
    uploadFile: (caller: Caller, input: StreamedUpload) => uploadFile(deps, caller, input),
    getFile: (caller: Caller, fileId: string) => getFile(deps, caller, fileId),
    findFiles: (caller: Caller, fileIds: readonly string[]) => findFiles(deps, caller, fileIds),
    createDownloadUrl: (file: StoredFile, options: Parameters<typeof createDownloadUrl>[2]) =>
      createDownloadUrl(deps, file, options),
    listFiles: (caller: Caller, request: ListRequest) => listFiles(deps, caller, request),
    countFiles: (caller: Caller, list: Pick<ListRequest, 'ownerId' | 'filter'>) =>
      countFiles(deps, caller, list),
    getStorage: (caller: Caller, ownerId: string) => getStorage(deps, caller, ownerId),
    sweep: () => sweep(deps),
  };
}
