import { encodeCursor, positionOf } from '../../domain/filePage';
import type { FileConnectionResolvers } from '../types.generated';

/** A page of files. */
export const FileConnection: FileConnectionResolvers = {
  nodes: ({ files }) => files,
  edges: ({ files, request: { order } }) =>
    files.map((node) => ({ node, cursor: encodeCursor(positionOf(node, order), order) })),
  pageInfo: ({ hasNextPage, hasPreviousPage, startCursor, endCursor }) => ({
    hasNextPage,
    hasPreviousPage,
    startCursor,
    endCursor,
  }),
  totalCount: async ({ request }, _args, { loaders }) => (await loaders.count.load(request)).count,
  isTotalCountExact: async ({ request }, _args, { loaders }) => (await loaders.count.load(request)).isExact,
};
