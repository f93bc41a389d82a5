import type { FileResolvers } from '../types.generated';

/** A file, as its owner sees it. */
export const File: FileResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.file.load(id),
  owner: ({ ownerId }) => ({ id: ownerId }),
  downloadUrl: (file, options, { useCases }) => useCases.createDownloadUrl(file, options),
};
