import { Schema, type Connection, type Model } from 'mongoose';
import type { StoredFile } from '../../domain/file';
import { facetsOf } from '../../domain/fileFilter';
import { foldName, suffixesOf } from '../../domain/foldName';

/** A file's record as it is stored. */
export interface FileDocument extends Omit<StoredFile, 'id' | 'idempotencyKey'> {
  _id: string;
  /** Absent rather than null, so that the unique index passes over it. */
  idempotencyKey?: string;
  /** When the sweeper looks at it; absent for files that are at rest. */
  sweepAt?: Date;
  /** The groups it is listed in: see facetsOf. */
  facets: string[];
  /** The name as it is ordered by and searched: see foldName. */
  foldedName: string;
  /** See suffixesOf. */
  nameSuffixes: string[];
}

/** What need not be read of a record, as it is there only to be found by; for `select`. */
export const UNREAD = '-nameSuffixes -facets -foldedName -sweepAt';

/** Keys of the index that lists by a field: owner, state and group are equal, the id breaks ties. */
export const orderIndex = (field: string) =>
  ({ ownerId: 1, status: 1, facets: 1, [field]: 1, _id: 1 }) as const;
/** Keys of the index that finds a part of a name. */
export const SUFFIX_INDEX = { ownerId: 1, status: 1, nameSuffixes: 1 } as const;

/** What the record holds only to be found by. */
export function searchFieldsOf({
  name,
  contentType,
}: Pick<StoredFile, 'name' | 'contentType'>): Pick<FileDocument, 'facets' | 'foldedName' | 'nameSuffixes'> {
  return { facets: facetsOf(contentType), ...searchNamesOf(name) };
}

/** The same of its name alone. */
export function searchNamesOf(name: string): Pick<FileDocument, 'foldedName' | 'nameSuffixes'> {
  const foldedName = foldName(name);
  return { foldedName, nameSuffixes: suffixesOf(foldedName) };
}

/** The record without what is of use to the database alone. */
export function toFile({
  _id,
  idempotencyKey,
  sweepAt: _sweepAt,
  facets: _facets,
  foldedName: _foldedName,
  nameSuffixes: _nameSuffixes,
  ...rest
}: FileDocument): StoredFile {
  return { id: _id, idempotencyKey: idempotencyKey ?? null, ...rest };
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
    parts: {
      type: new Schema(
        { sizeBytes: { type: Number }, hasChecksums: { type: Boolean }, uploadId: { type: String } },
        { _id: false, strict: 'throw' },
      ),
    },
    uploadExpiresAt: { type: Date, required: true },
    idempotencyKey: { type: String },
    inputHash: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    trashedAt: { type: Date, default: null },
    sweepAt: { type: Date },
    facets: { type: [String], required: true },
    foldedName: { type: String, required: true },
    nameSuffixes: { type: [String], required: true },
  },
  { collection: 'files', strict: 'throw', versionKey: false, timestamps: false },
);

// docs/adr/finding-files.md has the reasoning. One for each order of User.files, whatever the group:
for (const field of ['createdAt', 'updatedAt', 'foldedName', 'size']) fileSchema.index(orderIndex(field));
fileSchema.index(SUFFIX_INDEX);
// All files of an owner, one after the other.
fileSchema.index({ ownerId: 1, _id: 1 });
fileSchema.index(
  { ownerId: 1, idempotencyKey: 1 },
  { unique: true, partialFilterExpression: { idempotencyKey: { $exists: true } } },
);
fileSchema.index({ sweepAt: 1 }, { sparse: true });

/** The model of files on a connection. */
export function fileModel(connection: Connection): Model<FileDocument> {
  return connection.model<FileDocument>('File', fileSchema);
}
