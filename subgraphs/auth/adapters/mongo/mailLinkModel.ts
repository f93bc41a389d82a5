import { Schema, type Connection, type Model } from 'mongoose';
import { LINK_KINDS, type LinkKind } from '../../domain/mailLink';

/** A mailed link as it is stored in `mail_links`; the token's hash is the id, hence unique. */
export interface MailLinkDocument {
  _id: string;
  kind: LinkKind;
  accountId: string;
  emailKey: string;
  newEmail: string | null;
  securityVersion: number | null;
  expiresAt: Date;
}

const text = { type: String, required: true } as const;

const mailLinkSchema = new Schema<MailLinkDocument>(
  {
    _id: text,
    kind: { ...text, enum: Object.keys(LINK_KINDS) },
    accountId: text,
    emailKey: text,
    newEmail: { type: String, default: null },
    securityVersion: { type: Number, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'mail_links', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
mailLinkSchema.index({ accountId: 1 }, { name: 'account' });
mailLinkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'forget' });

/** Defines the model on this connection. */
export function mailLinkModel(connection: Connection): Model<MailLinkDocument> {
  return connection.model<MailLinkDocument>('MailLink', mailLinkSchema);
}
