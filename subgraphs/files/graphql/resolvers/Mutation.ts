import { fileError } from '../fileError';
import { uploadKind } from '../uploadKind';
import type { MutationResolvers } from '../types.generated';

/** Everything that changes something. */
export const Mutation: MutationResolvers = {
  async requestUpload(_parent, { input }, { caller, useCases }) {
    const { file, upload } = await useCases.requestUpload(caller, input);
    return { file, upload: uploadKind(upload) };
  },
  async requestUploads(_parent, { input }, { caller, useCases, gone }) {
    const outcomes = await useCases.requestUploads(caller, input, gone);
    return {
      results: outcomes.map((outcome) =>
        'error' in outcome
          ? { error: fileError(outcome.error) }
          : { file: outcome.file, upload: uploadKind(outcome.upload) },
      ),
    };
  },
  uploadParts: (_parent, { input }, { caller, useCases }) => useCases.uploadParts(caller, input),
  async completeUpload(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.completeUpload(caller, input) };
  },
  async renameFile(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.renameFile(caller, input) };
  },
  async trashFile(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.trashFile(caller, input) };
  },
  async trashFiles(_parent, { input }, { caller, useCases, gone }) {
    return { results: await useCases.trashFiles(caller, input, gone) };
  },
  async restoreFile(_parent, { input }, { caller, useCases }) {
    return { file: await useCases.restoreFile(caller, input) };
  },
  async restoreFiles(_parent, { input }, { caller, useCases, gone }) {
    return { results: await useCases.restoreFiles(caller, input, gone) };
  },
  async deleteFiles(_parent, { input }, { caller, useCases, gone }) {
    return { results: await useCases.deleteFiles(caller, input, gone) };
  },
  cancelUpload: (_parent, { input }, { caller, useCases }) => useCases.cancelUpload(caller, input),
  setUserQuota: (_parent, { input }, { caller, useCases }) => useCases.setUserQuota(caller, input),
  createShareLink: (_parent, { input }, { caller, useCases }) => useCases.createShareLink(caller, input),
  async revokeShareLink(_parent, { input }, { caller, useCases }) {
    return { shareLink: await useCases.revokeShareLink(caller, input) };
  },
  deleteFile: (_parent, { input }, { caller, useCases }) => useCases.deleteFile(caller, input),
};
