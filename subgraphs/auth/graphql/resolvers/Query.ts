import type { QueryResolvers } from '../types.generated';

/** What can be asked. */
export const Query = {
  me: (_root, _args, context) => context.useCases.me(context),
  user: (_root, { id }, context) => context.useCases.user({ id }, context),
  auditLog: (_root, page, context) => context.useCases.auditLog(page, context),
  exportAccount: (_root, _args, context) => context.useCases.exportAccount(context),
  users: (_root, page, context) => context.useCases.users(page, context),
} satisfies QueryResolvers;
