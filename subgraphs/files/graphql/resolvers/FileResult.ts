import { fileError } from '../fileError';
import type { FileResultResolvers } from '../types.generated';

/** What became of one of several files. */
export const FileResult: FileResultResolvers = {
  error: ({ error }) => (error === null ? null : fileError(error)),
};
