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
  { first, after, last, before, filter, orderBy }: UserFilesArgs,
): ListRequest {
  return {
    ownerId,
    filter: filter ?? {},
    order: { field: orderBy?.field ?? 'CREATED_AT', direction: orderBy?.direction ?? 'DESC' },
    first: first ?? null,
    after: after ?? null,
    last: last ?? null,
    before: before ?? null,
  };
}
