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
  changePassword: (_root, { input }, context) => context.useCases.changePassword(input, context),
  requestPasswordReset: (_root, { input }, context) => context.useCases.requestPasswordReset(input, context),
  resetPassword: (_root, { input }, context) => context.useCases.resetPassword(input, context),
  verifyEmail: (_root, { input }, context) => context.useCases.verifyEmail(input, context),
  requestEmailChange: (_root, { input }, context) => context.useCases.requestEmailChange(input, context),
  confirmEmailChange: (_root, { input }, context) => context.useCases.confirmEmailChange(input, context),
  requestMagicLink: (_root, { input }, context) => context.useCases.requestMagicLink(input, context),
  loginWithMagicLink: (_root, { input }, context) => context.useCases.loginWithMagicLink(input, context),
  requestEmailVerification: (_root, { input }, context) =>
    context.useCases.requestEmailVerification(input, context),
} satisfies MutationResolvers;
