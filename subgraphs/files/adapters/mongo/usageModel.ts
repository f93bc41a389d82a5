import { Schema, type Connection, type Model } from 'mongoose';
import type { OwnQuota, Quota } from '../../domain/quota';

/** One reservation inside a usage document. */
export interface ReservationDocument {
  id: string;
  size: number;
  key?: string;
  /** When it was made; null once its file's record is known to exist. */
  at: Date | null;
}

/** What an owner uses; `_id` is the owner's id. */
export interface UsageDocument {
  _id: string;
  /** Bytes of files whose charge is USED. */
  usedBytes: number;
  /** Used and reserved bytes: what the quota limits. */
  heldBytes: number;
  fileCount: number;
  pendingCount: number;
  reservations: ReservationDocument[];
  /** Ids of files whose bytes were given back and whose record may not say so yet. */
  receipts: string[];
  /** How often receipts were dropped, by the first digit of the file's id (so that few get in each other's way). */
  stamps: Record<string, number>;
  /** When the owner's account was heard to be deleted; absent while it is there. */
  closedAt?: Date;
  /** When a closed owner is looked at again. */
  dueAt?: Date;
  /** What an admin has set; absent or null for the plan. */
  own?: OwnQuota | null;
  /** The plan by which the person last reserved. */
  plan?: Quota | null;
}

const usageSchema = new Schema<UsageDocument>(
  {
    _id: { type: String, required: true },
    usedBytes: { type: Number, required: true },
    heldBytes: { type: Number, required: true },
    fileCount: { type: Number, required: true },
    pendingCount: { type: Number, required: true },
    reservations: {
      type: [
        new Schema<ReservationDocument>(
          { id: { type: String }, size: { type: Number }, key: { type: String }, at: { type: Date } },
          { _id: false, strict: 'throw' },
        ),
      ],
      required: true,
    },
    receipts: { type: [String], required: true },
    stamps: { type: Schema.Types.Mixed, required: true },
    closedAt: { type: Date },
    dueAt: { type: Date },
    own: { type: new Schema({ quotaBytes: Number, maxFiles: Number }, { _id: false, strict: 'throw' }) },
    plan: { type: new Schema({ quotaBytes: Number, maxFiles: Number }, { _id: false, strict: 'throw' }) },
  },
  { collection: 'usage', strict: 'throw', versionKey: false, timestamps: false, minimize: false },
);

usageSchema.index({ 'reservations.at': 1 });
usageSchema.index({ dueAt: 1 }, { sparse: true });

/** The model of usage on a connection. */
export function usageModel(connection: Connection): Model<UsageDocument> {
  return connection.model<UsageDocument>('Usage', usageSchema);
}
