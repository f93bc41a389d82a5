import { DateTimeResolver, SafeIntResolver, URLResolver } from 'graphql-scalars';
import { encodeCursor } from '../domain/filePage';
import type { ListRequest } from '../usecases';
import type { Resolvers, UserFilesArgs } from './types.generated';

/** Door 1: renames, calls one use case, returns. */
export const resolvers: Resolvers = {
  DateTime: DateTimeResolver,
  SafeInt: SafeIntResolver,
  URL: URLResolver,

  Query: {
    file: (_parent, { id }, { caller, useCases }) => useCases.getFile(caller, id),
  },

  Mutation: {
    async requestUpload(_parent, { input }, { caller, useCases }) {
      const { file, upload } = await useCases.requestUpload(caller, input);
      return { file, upload: upload && { __typename: 'PutUpload', ...upload } };
    },
    async completeUpload(_parent, { input }, { caller, useCases }) {
      return { file: await useCases.completeUpload(caller, input) };
    },
    deleteFile: (_parent, { input }, { caller, useCases }) => useCases.deleteFile(caller, input),
  },

  File: {
    __resolveReference: ({ id }, { loaders }) => loaders.file.load(id),
    owner: ({ ownerId }) => ({ id: ownerId }),
    downloadUrl: (file, options, { useCases }) => useCases.createDownloadUrl(file, options),
  },

  User: {
    __resolveReference: ({ id }) => ({ id }),
    files: ({ id }, args, { loaders }) => loaders.page.load(listRequest(id, args)),
    storage: ({ id }, _args, { caller, useCases }) => useCases.getStorage(caller, id),
  },

  FileConnection: {
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
  },
};

function listRequest(ownerId: string, { first = 20, after, filter, orderBy }: UserFilesArgs): ListRequest {
  return {
    ownerId,
    status: filter?.status ?? 'READY',
    order: { field: orderBy?.field ?? 'CREATED_AT', direction: orderBy?.direction ?? 'DESC' },
    first,
    after: after ?? null,
  };
}
