/**
 * Mutations that prove who one is by what is in the input, or have a mail sent: a request may try that once (G06). The
 * gateway has the same list; here it holds for whoever comes through another one.
 */
export const CREDENTIAL_MUTATIONS: ReadonlySet<string> = new Set([
  'register',
  'login',
  'refreshSession',
  'changePassword',
  'requestPasswordReset',
  'resetPassword',
  'requestEmailVerification',
  'verifyEmail',
  'requestEmailChange',
  'confirmEmailChange',
  'requestMagicLink',
  'loginWithMagicLink',
  'beginTotpEnrolment',
  'confirmTotpEnrolment',
  'disableTotp',
  'createRecoveryCodes',
  'deleteAccount',
]);
