import type { AccountExportResolvers } from '../types.generated';

/** Everything auth keeps about a person. */
export const AccountExport = {
  auditLog: ({ userId }, page, context) => context.useCases.userAuditLog({ ...page, userId }, context),
} satisfies AccountExportResolvers;
