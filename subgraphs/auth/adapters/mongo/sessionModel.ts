import { Schema, type Connection, type Model } from 'mongoose';
import type { SessionEnd } from '../../domain/session';

/** A session as it is stored in `sessions`. */
export interface SessionDocument {
  _id: string;
  accountId: string;
  createdAt: Date;
  renewedAt: Date;
  newestHash: string;
  predecessorHash: string | null;
  successorSalt: string | null;
  endedAt: Date | null;
  endReason: SessionEnd | null;
  forgetAt: Date;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;

const sessionSchema = new Schema<SessionDocument>(
  {
    _id: text,
    accountId: text,
    createdAt: moment,
    renewedAt: moment,
    newestHash: text,
    predecessorHash: { type: String, default: null },
    successorSalt: { type: String, default: null },
    endedAt: { type: Date, default: null },
    endReason: { type: String, default: null },
    forgetAt: moment,
  },
  { collection: 'sessions', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
sessionSchema.index({ accountId: 1, createdAt: -1 }, { name: 'account' });
// Past the absolute limit by a month: until then an old token is recognised for what it is (promise R02).
sessionSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0, name: 'forget' });

/** Defines the model on this connection. */
export function sessionModel(connection: Connection): Model<SessionDocument> {
  return connection.model<SessionDocument>('Session', sessionSchema);
}
