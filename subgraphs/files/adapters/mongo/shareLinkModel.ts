import { Schema, type Connection, type Model } from 'mongoose';
import type { StoredLink } from '../../domain/shareLink';

/** A link as it is stored; `_id` is its id. */
export interface ShareLinkDocument extends Omit<StoredLink, 'id'> {
  _id: string;
  /** How often it may still be opened; without a limit a number that is never used up. */
  downloadsLeft: number;
  /** From then on it does not open any more; without an end a time that never comes. */
  closesAt: Date;
  /**
   * Which of its file's places for links it has, of which there are as many as a file may have links: an index keeps
   * two from having one. Absent once it was taken back.
   */
  place?: string;
}

const shareLinkSchema = new Schema<ShareLinkDocument>(
  {
    _id: { type: String, required: true },
    fileId: { type: String, required: true },
    ownerId: { type: String, required: true },
    tokenHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
    maxDownloads: { type: Number, default: null },
    downloadCount: { type: Number, required: true },
    passwordHash: { type: String, default: null },
    revokedAt: { type: Date, default: null },
    failedAttempts: { type: Number, required: true },
    failedSince: { type: Date, default: null },
    downloadsLeft: { type: Number, required: true },
    closesAt: { type: Date, required: true },
    place: { type: String },
  },
  { collection: 'shareLinks', strict: 'throw', versionKey: false, timestamps: false },
);

shareLinkSchema.index({ tokenHash: 1 }, { unique: true });
shareLinkSchema.index({ place: 1 }, { unique: true, sparse: true });
shareLinkSchema.index({ ownerId: 1, fileId: 1, createdAt: 1, _id: 1 });

/** The model of share links on a connection. */
export function shareLinkModel(connection: Connection): Model<ShareLinkDocument> {
  return connection.model<ShareLinkDocument>('ShareLink', shareLinkSchema);
}
