import { Schema, type Connection, type Model } from 'mongoose';
import type { StoredFile } from '../../domain/file';

/** A file's record as it is stored. */
export interface FileDocument extends Omit<StoredFile, 'id' | 'idempotencyKey'> {
  _id: string;
  /** Absent rather than null, so that the unique index passes over it. */
  idempotencyKey?: string;
  /** When the sweeper looks at it; absent for files that are at rest. */
  sweepAt?: Date;
}

const fileSchema = new Schema<FileDocument>(
  {
    _id: { type: String, required: true },
    ownerId: { type: String, required: true },
    name: { type: String, required: true },
    size: { type: Number, required: true },
    contentType: { type: String, required: true },
    checksum: { type: String, default: null },
    status: { type: String, required: true },
    charge: { type: String, required: true },
    objectKey: { type: String, required: true },
    method: { type: String, required: true },
    uploadExpiresAt: { type: Date, required: true },
    idempotencyKey: { type: String },
    inputHash: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    sweepAt: { type: Date },
  },
  { collection: 'files', strict: 'throw', versionKey: false, timestamps: false },
);

// One for each order of User.files: owner and state are equal, then the order, then the id that breaks ties.
fileSchema.index({ ownerId: 1, status: 1, createdAt: 1, _id: 1 });
fileSchema.index({ ownerId: 1, status: 1, name: 1, _id: 1 });
fileSchema.index({ ownerId: 1, status: 1, size: 1, _id: 1 });
fileSchema.index(
  { ownerId: 1, idempotencyKey: 1 },
  { unique: true, partialFilterExpression: { idempotencyKey: { $exists: true } } },
);
fileSchema.index({ sweepAt: 1 }, { sparse: true });

/** The model of files on a connection. */
export function fileModel(connection: Connection): Model<FileDocument> {
  return connection.model<FileDocument>('File', fileSchema);
}
