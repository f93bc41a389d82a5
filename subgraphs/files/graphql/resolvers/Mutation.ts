import type { MutationResolvers } from '../types.generated';

/** Everything that changes something. */
export const Mutation: MutationResolvers = {
  async requestUpload(_parent, { input }, { caller, useCases }) {
    const { file, upload } = await useCases.requestUpload(caller, input);
    return { file, upload: upload && { __typename: 'PutUpload', ...upload } };
  },
  async completeUpload(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.completeUpload(caller, input) };
  },
  async renameFile(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.renameFile(caller, input) };
  },
  async trashFile(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.trashFile(caller, input) };
  },
  async trashFiles(_parent, { input }, { caller, useCases }) {
    return { results: await useCases.trashFiles(caller, input) };
  },
  async restoreFile(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.restoreFile(caller, input) };
  },
  async restoreFiles(_parent, { input }, { caller, useCases }) {
    return { results: await useCases.restoreFiles(caller, input) };
  },
  async deleteFiles(_parent, { input }, { caller, useCases }) {
    return { results: await useCases.deleteFiles(caller, input) };
  },
  deleteFile: (_parent, { input }, { caller, useCases }) => useCases.deleteFile(caller, input),
};
