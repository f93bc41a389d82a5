import { AppError } from '../../../platform/errors';
import type { Mailroom } from '../ports';

/** The reason that goes with what cannot be done without mail. */
export const MAIL_OFF = 'MAIL_OFF';

/**
 * Where to hand in mails.
 * @throws AppError SERVICE_UNAVAILABLE, reason MAIL_OFF, in an installation that sends none.
 */
export function requireMailroom(mailroom: Mailroom | null): Mailroom {
  if (mailroom === null) {
    throw new AppError('SERVICE_UNAVAILABLE', {
      message: 'This needs e-mail, and this server sends none: SMTP_URL is not set.',
      reason: MAIL_OFF,
    });
  }
  return mailroom;
}
