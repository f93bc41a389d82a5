import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mailer } from '../../ports';
import type { Sender } from './smtpMailer';

/** What createFolderMailer takes. */
export interface FolderMailerOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly from: Sender;
  /** Shows a text to the person at the terminal; never to a log, as links are as good as passwords. */
  readonly print: (text: string) => void;
}

/** Sends nothing: writes each mail to a file that mail programs open (.eml, RFC 5322), and shows its link. */
export function createFolderMailer({ folder, from, print }: FolderMailerOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send({ to, subject, text, html, link }) {
      const { message } = await transport.sendMail({
        from: { name: from.name, address: from.address },
        to: { name: '', address: to },
        subject,
        text: { raw: part('text/plain', text) },
        html: { raw: part('text/html', html) },
        headers: { 'auto-submitted': 'auto-generated' },
      });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(3).toString('hex')}.eml`;
      const file = join(folder, name);
      // Under another name first: whoever watches the folder sees whole mails only.
      await writeFile(`${file}.new`, message as Buffer, { mode: 0o600 });
      await rename(`${file}.new`, file);
      print(`\nMail to ${to}: ${subject}\n${link === null ? '' : `  ${link}\n`}  ${file}\n`);
    },
    close: () => undefined,
  };
}

/** As it is rather than quoted-printable, which would break long links into pieces for whoever reads the file. */
function part(type: string, content: string): string {
  return `content-type: ${type}; charset=utf-8\r\ncontent-transfer-encoding: 8bit\r\n\r\n${content}`;
}
