import { AppError } from '../../../platform/errors';
import type { Account } from '../domain/account';

/** The reason that goes with an account that has to verify its address first. */
export const EMAIL_NOT_VERIFIED = 'EMAIL_NOT_VERIFIED';

/** What requireVerifiedEmail needs. */
export interface RequireVerifiedEmailDeps {
  /** REQUIRE_EMAIL_VERIFICATION: whether nobody signs in with an address that is not verified. */
  readonly requiresVerifiedEmail: boolean;
}

/**
 * Whether the address of the account is as far as it has to be. To be asked once the person has proved to be its
 * owner; nobody else learns of it.
 * @throws AppError FORBIDDEN with reason EMAIL_NOT_VERIFIED.
 */
export function requireVerifiedEmail(
  { requiresVerifiedEmail }: RequireVerifiedEmailDeps,
  account: Account,
): void {
  if (requiresVerifiedEmail && account.emailVerifiedAt === null) {
    throw emailNotVerified(
      'Verify your e-mail address first: open the link in the mail, or ask for another one with requestEmailVerification.',
    );
  }
}

/** The error for an account that has to verify its address first. */
export function emailNotVerified(message: string): AppError {
  return new AppError('FORBIDDEN', { message, reason: EMAIL_NOT_VERIFIED });
}
