import { requireUser, type Caller } from '../../../platform/identity';
import type { Cancellation } from '../../../platform/service';
import type { StoredFile } from '../domain/file';
import { trashEndsAt } from '../domain/lifetimes';
import type { ShareLinkInput } from '../domain/shareLink';
import type { UploadInput } from '../domain/uploadRequest';
import { acceptStoreEvents } from './acceptStoreEvents';
import { cancelUpload } from './cancelUpload';
import { completeUpload, type ClaimedPart } from './completeUpload';
import { createDownloadUrl } from './createDownloadUrl';
import { createShareLink } from './createShareLink';
import { deleteFile } from './deleteFile';
import type { FilesDeps } from './deps';
import { findFiles, getFile } from './getFile';
import { getStorage, withPlan } from './getStorage';
import { countFiles, listFiles, type ListRequest } from './listFiles';
import { forEachFile } from './manyFiles';
import { listShareLinks } from './listShareLinks';
import { findShareLink, openShareLink } from './openShareLink';
import { closeOwner, purgeOwners } from './purgeOwners';
import { renameFile } from './renameFile';
import { requestUpload } from './requestUpload';
import { requestUploads } from './requestUploads';
import { restoreFile } from './restoreFile';
import { revokeShareLink } from './revokeShareLink';
import { setUserQuota, type UserQuotaInput } from './setUserQuota';
import { sweep } from './sweep';
import { trashFile } from './trashFile';
import { uploadFile, type StreamedUpload } from './uploadFile';
import { uploadParts, type UploadPartsInput } from './uploadParts';

export type { FilesDeps } from './deps';
export { createHashingTurns } from './contentChecks';
export { requirePresent } from './requirePresent';
export { encodeLinkCursor, type ShareLinkPage } from './listShareLinks';
export type { FilePage, ListRequest } from './listFiles';
export type { FileOutcome } from './manyFiles';
export type { RequestedUpload } from './requestUpload';
export type { PartToSend } from './uploadParts';
export type { PartsTicket, UploadTicket } from './uploadTicket';
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
    requestUpload: async (caller: Caller, input: UploadInput) =>
      requestUpload(withPlan(deps, caller), caller, input),
    requestUploads: async (caller: Caller, input: { files: readonly UploadInput[] }, gone?: Cancellation) =>
      requestUploads(withPlan(deps, caller), caller, input, gone),
    uploadParts: (caller: Caller, input: UploadPartsInput) => uploadParts(deps, caller, input),
    completeUpload: (
      caller: Caller,
      input: { fileId: string; parts?: readonly ClaimedPart[] | null | undefined },
    ) => completeUpload(deps, caller, input),
    cancelUpload: (caller: Caller, input: { fileId: string }) => cancelUpload(deps, caller, input),
    deleteFile: (caller: Caller, input: { fileId: string }) => deleteFile(deps, caller, input),
    deleteFiles: (caller: Caller, { fileIds }: FileIds, gone?: Cancellation) =>
      forEachFile(fileIds, gone, async (fileId) => {
        await deleteFile(deps, caller, { fileId });
        return null;
      }),
    trashFile: (caller: Caller, input: { fileId: string }) => trashFile(deps, caller, input),
    trashFiles: (caller: Caller, { fileIds }: FileIds, gone?: Cancellation) =>
      forEachFile(fileIds, gone, (fileId) => trashFile(deps, caller, { fileId })),
    restoreFile: (caller: Caller, input: { fileId: string }) => restoreFile(deps, caller, input),
    restoreFiles: (caller: Caller, { fileIds }: FileIds, gone?: Cancellation) =>
      forEachFile(fileIds, gone, (fileId) => restoreFile(deps, caller, { fileId })),
    renameFile: (caller: Caller, input: { fileId: string; name: string }) => renameFile(deps, caller, input),
    trashEndsAt: ({ trashedAt }: StoredFile) => trashedAt && trashEndsAt(trashedAt, deps.trashDays),
    uploadFile: async (caller: Caller, input: StreamedUpload) =>
      uploadFile(withPlan(deps, caller), caller, input),
    getFile: (caller: Caller, fileId: string) => getFile(deps, caller, fileId),
    findFiles: (caller: Caller, fileIds: readonly string[]) => findFiles(deps, caller, fileIds),
    createDownloadUrl: (file: StoredFile, options: Parameters<typeof createDownloadUrl>[2]) =>
      createDownloadUrl(deps, file, options),
    listFiles: (caller: Caller, request: ListRequest) => listFiles(deps, caller, request),
    countFiles: (caller: Caller, list: Pick<ListRequest, 'ownerId' | 'filter'>) =>
      countFiles(deps, caller, list),
    setUserQuota: (caller: Caller, input: UserQuotaInput) => setUserQuota(deps, caller, input),
    getStorage: (caller: Caller, ownerId: string) => getStorage(deps, caller, ownerId),
    acceptStoreEvents: (keys: readonly string[]) => acceptStoreEvents(deps, keys),
    createShareLink: (caller: Caller, input: ShareLinkInput) => createShareLink(deps, caller, input),
    revokeShareLink: (caller: Caller, input: { shareLinkId: string }) => revokeShareLink(deps, caller, input),
    listShareLinks: (caller: Caller, file: StoredFile, page: Parameters<typeof listShareLinks>[3]) =>
      listShareLinks(deps, caller, file, page),
    countShareLinks: async (caller: Caller, { id }: StoredFile) =>
      deps.links.countByFile(requireUser(caller).userId, id),
    openShareLink: (token: string, password: string | null) => openShareLink(deps, token, password),
    findShareLink: (token: string) => findShareLink(deps, token),
    sweep: () => sweep(deps),
    closeOwner: (ownerId: string) => closeOwner(deps, ownerId),
    purgeOwners: () => purgeOwners(deps),
  };
}
