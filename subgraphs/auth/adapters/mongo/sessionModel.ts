import { Schema, type Connection, type Model } from 'mongoose';
import { UNKNOWN_DEVICE, type Device } from '../../domain/device';
import type { SessionEnd } from '../../domain/session';

/** A session as it is stored in `sessions`. */
export interface SessionDocument {
  _id: string;
  accountId: string;
  createdAt: Date;
  renewedAt: Date;
  /** Absent from sessions opened before devices were noted. */
  device?: Device;
  address?: string | null;
  newestHash: string;
  predecessorHash: string | null;
  successorSalt: string | null;
  endedAt: Date | null;
  endReason: SessionEnd | null;
  /** False from its end until that is announced; absent while it goes on. */
  announced?: boolean;
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
    device: {
      type: { type: String, default: UNKNOWN_DEVICE.type },
      browser: { type: String, default: null },
      os: { type: String, default: null },
    },
    address: { type: String, default: null },
    newestHash: text,
    predecessorHash: { type: String, default: null },
    successorSalt: { type: String, default: null },
    endedAt: { type: Date, default: null },
    endReason: { type: String, default: null },
    announced: { type: Boolean },
    forgetAt: moment,
  },
  { collection: 'sessions', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
sessionSchema.index({ accountId: 1, endedAt: 1, createdAt: -1, _id: -1 }, { name: 'account_live' });
sessionSchema.index(
  { announced: 1, endedAt: 1 },
  { partialFilterExpression: { announced: false }, name: 'unannounced' },
);
// Past the absolute limit by a month: until then an old token is recognised for what it is (promise R02).
sessionSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0, name: 'forget' });

/** Defines the model on this connection. */
export function sessionModel(connection: Connection): Model<SessionDocument> {
  return connection.model<SessionDocument>('Session', sessionSchema);
}
