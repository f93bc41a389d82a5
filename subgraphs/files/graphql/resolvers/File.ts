import type { FileResolvers } from '../types.generated';

/** A file, as its owner sees it. */
export const File: FileResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.file.load(id),
  trashEndsAt: (file, _args, { useCases }) => useCases.trashEndsAt(file),
  owner: ({ ownerId }) => ({ id: ownerId }),
  shareLinks: (file, { first, after }, { caller, useCases }) =>
    useCases.listShareLinks(caller, file, { first, after: after ?? null }),
  downloadUrl: (file, options, { useCases }) => useCases.createDownloadUrl(file, options),
};
