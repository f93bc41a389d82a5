import type { MutationResolvers } from '../types.generated';

/** What can be done, in the order of the SDL. */
export const Mutation = {
  register: (_root, { input }, context) => context.useCases.register(input, context),
  login: (_root, { input }, context) => context.useCases.login(input, context),
  refreshSession: (_root, { input }, context) => context.useCases.refreshSession(input, context),
  logout: (_root, { input }, context) => context.useCases.logout(input, context),
  revokeSession: (_root, { input }, context) => context.useCases.revokeSession(input, context),
  beginTotpEnrolment: (_root, { input }, context) => context.useCases.beginTotpEnrolment(input, context),
  confirmTotpEnrolment: (_root, { input }, context) => context.useCases.confirmTotpEnrolment(input, context),
  disableTotp: (_root, { input }, context) => context.useCases.disableTotp(input, context),
  createRecoveryCodes: (_root, { input }, context) => context.useCases.createRecoveryCodes(input, context),
  deleteAccount: (_root, { input }, context) => context.useCases.deleteAccount(input, context),
  disableUser: (_root, { input }, context) => context.useCases.disableUser(input, context),
  enableUser: (_root, { input }, context) => context.useCases.enableUser(input, context),
  grantRole: (_root, { input }, context) => context.useCases.grantRole(input, context),
  revokeRole: (_root, { input }, context) => context.useCases.revokeRole(input, context),
} satisfies MutationResolvers;
