import type { AccountExportResolvers } from '../types.generated';
import { listRequest } from './User';

/** What is kept of a person's files. */
export const AccountExport: AccountExportResolvers = {
  __resolveReference: ({ userId }) => ({ userId }),
  files: ({ userId }, args, { loaders }) => loaders.page.load(listRequest(userId, args)),
  storage: ({ userId }, _args, { caller, useCases }) => useCases.getStorage(caller, userId),
};
