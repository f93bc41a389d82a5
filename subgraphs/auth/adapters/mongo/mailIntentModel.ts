import { Schema, type Connection, type Model } from 'mongoose';
import { INTENT_KINDS, type MailIntent } from '../../domain/mailIntent';

/** An intent to send a mail as it waits in `mail_outbox`; its name is the id, so that the same one waits once. */
export interface MailIntentDocument extends MailIntent {
  _id: string;
  /** Attempts that were begun. */
  attempts: number;
  /** When the next attempt may begin. */
  dueAt: Date;
  /** Until then somebody is at it. */
  leasedUntil: Date;
  giveUpAt: Date;
}

const text = { type: String, required: true } as const;
const textOrNull = { type: String, default: null } as const;
const moment = { type: Date, required: true } as const;

const mailIntentSchema = new Schema<MailIntentDocument>(
  {
    _id: text,
    kind: { ...text, enum: [...INTENT_KINDS] },
    accountId: textOrNull,
    emailKey: textOrNull,
    sendTo: textOrNull,
    securityVersion: { type: Number },
    origin: { requestId: text, client: { address: textOrNull, userAgent: textOrNull } },
    attempts: { type: Number, required: true },
    dueAt: moment,
    leasedUntil: moment,
    giveUpAt: moment,
  },
  { collection: 'mail_outbox', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
mailIntentSchema.index({ dueAt: 1 }, { name: 'due' });

/** Defines the model on this connection. */
export function mailIntentModel(connection: Connection): Model<MailIntentDocument> {
  return connection.model<MailIntentDocument>('MailIntent', mailIntentSchema);
}
