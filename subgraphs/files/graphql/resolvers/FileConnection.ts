import { encodeCursor } from '../../domain/filePage';
import type { FileConnectionResolvers } from '../types.generated';

/** A page of files. */
export const FileConnection: FileConnectionResolvers = {
  nodes: ({ files }) => files,
  edges: ({ files, request }) => files.map((node) => ({ node, cursor: encodeCursor(node, request.order) })),
  pageInfo: ({ files, hasNextPage, request }) => {
    const [first, last] = [files[0], files.at(-1)];
    return {
      hasNextPage,
      hasPreviousPage: request.after !== null,
      startCursor: first === undefined ? null : encodeCursor(first, request.order),
      endCursor: last === undefined ? null : encodeCursor(last, request.order),
    };
  },
  totalCount: ({ request }, _args, { caller, useCases }) => useCases.countFiles(caller, request),
};
