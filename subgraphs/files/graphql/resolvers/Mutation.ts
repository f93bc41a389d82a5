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
  deleteFile: (_parent, { input }, { caller, useCases }) => useCases.deleteFile(caller, input),
};
