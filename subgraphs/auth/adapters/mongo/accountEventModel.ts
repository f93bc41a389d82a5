import { Schema, type Connection, type Model } from 'mongoose';
import type { AccountEvent } from '../../domain/accountEvent';

/** An event as it is stored in `account_events`; the sequence is the id, hence unique and in order. */
export interface AccountEventDocument {
  _id: number;
  /** eventKey of it. */
  key: string;
  kind: AccountEvent['kind'];
  accountId: string;
  sessionId: string | null;
  at: Date;
  recordedAt: Date;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;

const accountEventSchema = new Schema<AccountEventDocument>(
  {
    _id: { type: Number, required: true },
    key: text,
    kind: text,
    accountId: text,
    sessionId: { type: String, default: null },
    at: moment,
    recordedAt: moment,
  },
  { collection: 'account_events', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
accountEventSchema.index({ key: 1 }, { unique: true, name: 'key_unique' });
accountEventSchema.index({ recordedAt: 1, _id: 1 }, { name: 'recorded' });

/** Defines the model on this connection. */
export function accountEventModel(connection: Connection): Model<AccountEventDocument> {
  return connection.model<AccountEventDocument>('AccountEvent', accountEventSchema);
}
