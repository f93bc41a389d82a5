import { createTransport } from 'nodemailer';
import { MailFailure, type Mailer } from '../../ports';

/** The longest one mail may take in all. A server that trickles its replies is given up, too. */
const SEND_MS = 25_000;
const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;
const MAX_CONNECTIONS = 3;

/** Whom mails are from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** What createSmtpMailer takes. */
export interface SmtpMailerOptions {
  /** SMTP_URL: smtp:// or smtps://, with user and password where the server wants them. */
  readonly url: string;
  readonly from: Sender;
  /** Default: SEND_MS. */
  readonly sendMs?: number;
}

/**
 * Sends mails through an SMTP server (RFC 5321), over a few connections that are kept. smtp:// demands STARTTLS, since
 * the links in these mails are as good as passwords; `?requireTLS=false` in the URL lets that go for a relay on one's
 * own network. On this machine itself nobody is in between.
 */
export function createSmtpMailer({ url, from, sendMs = SEND_MS }: SmtpMailerOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    // Whether a mail is tried again is the outbox's to say.
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(isThisMachine(url) ? { tls: { rejectUnauthorized: false } } : { requireTLS: true }),
  });
  return {
    async send({ to, subject, text, html }) {
      try {
        await transport.sendMail({
          from: { name: from.name, address: from.address },
          // As an object: it is one address and not a list to be parsed.
          to: { name: '', address: to },
          subject,
          text,
          html,
          // RFC 3834: no holiday notices, please.
          headers: { 'auto-submitted': 'auto-generated' },
          signal: AbortSignal.timeout(sendMs),
        });
      } catch (error) {
        throw describe(error);
      }
    },
    close: () => transport.close({ force: true }),
  };
}

function isThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** Servers repeat the recipient in what they say, so of their words only the numbers are kept. */
function describe(error: unknown): MailFailure {
  const { code, command, responseCode, name } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
    name?: string;
  };
  const parts = [code ?? name ?? 'unknown', command, responseCode].filter((part) => part !== undefined);
  // 5yz to the recipient or the content is final (RFC 5321 section 4.2.1); to login or sender it is ours to repair.
  const isAboutThisMail = command === 'RCPT TO' || command === 'DATA';
  const isRefusal = responseCode !== undefined && responseCode >= 500;
  return new MailFailure(`the mail was not sent: ${parts.join(' ')}`, {
    isFinal: isAboutThisMail && isRefusal,
  });
}
