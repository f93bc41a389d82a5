import type { UserResolvers } from '../types.generated';

/** A person, also as a reference from another subgraph. */
export const User = {
  sessions: ({ id }, page, context) => context.useCases.listSessions({ ...page, userId: id }, context),
  auditLog: ({ id }, page, context) => context.useCases.userAuditLog({ ...page, userId: id }, context),
  __resolveReference: ({ id }, { users }) => users.load(id),
} satisfies UserResolvers;
