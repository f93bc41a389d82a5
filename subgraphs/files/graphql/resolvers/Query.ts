import type { QueryResolvers } from '../types.generated';

/** Where reading starts. */
export const Query: QueryResolvers = {
  file: (_parent, { id }, { caller, useCases }) => useCases.getFile(caller, id),
};
