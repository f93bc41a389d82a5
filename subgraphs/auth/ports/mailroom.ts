import type { MailIntent } from '../domain/mailIntent';

/** Takes mails in; they are written and sent in the background. */
export interface Mailroom {
  /**
   * Hands in a mail. Once it resolves, the intent is on disk and will be delivered, also by another process. Costs the
   * same one write whomever the mail is for.
   */
  post(intent: MailIntent): Promise<void>;
}
