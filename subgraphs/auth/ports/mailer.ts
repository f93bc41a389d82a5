/** A mail, ready to be sent: one recipient, the same content twice. */
export interface MailMessage {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The link in it, where there is one; only local mode has a use for it. */
  readonly link: string | null;
}

/** A mail that was not sent. Says nothing that holds an address, so that it can be logged. */
export class MailFailure extends Error {
  /** Whether trying again is pointless: the server refused the recipient or the mail for good. */
  readonly isFinal: boolean;

  constructor(summary: string, { isFinal }: { isFinal: boolean }) {
    super(summary);
    this.name = 'MailFailure';
    this.isFinal = isFinal;
  }
}

/** Sends mails. */
export interface Mailer {
  /**
   * Sends one mail; resolves once the next server has taken it over, within half a minute.
   * @throws MailFailure, after which it may have been sent all the same unless `isFinal`.
   */
  send(message: MailMessage): Promise<void>;
  /** Lets go of connections; what is being sent fails. */
  close(): void;
}
