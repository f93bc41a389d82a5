import type { ListRequest } from '../../usecases';
import type { UserFilesArgs, UserResolvers } from '../types.generated';

/** What a person keeps here. */
export const User: UserResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  files: ({ id }, args, { loaders }) => loaders.page.load(listRequest(id, args)),
  storage: ({ id }, _args, { caller, useCases }) => useCases.getStorage(caller, id),
};

/** The arguments of a list of files as the use case takes them. */
export function listRequest(
  ownerId: string,
  { first = 20, after, filter, orderBy }: UserFilesArgs,
): ListRequest {
  return {
    ownerId,
    status: filter?.status ?? 'READY',
    order: { field: orderBy?.field ?? 'CREATED_AT', direction: orderBy?.direction ?? 'DESC' },
    first,
    after: after ?? null,
  };
}
