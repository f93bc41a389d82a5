import { Schema, type Connection, type Model } from 'mongoose';
import type { PendingTotp, Totp } from '../../domain/secondFactor';

/** How a person proves who they are; a list, so that further ways need no further columns. */
interface PasswordIdentityDocument {
  kind: 'password';
  /** `$2b$...`, see adapters/bcrypt. */
  hash: string;
}

/**
 * What proves a person a second time. No identity, as it tells nobody who somebody is: the password, and what may stand
 * in its place one day, does that.
 */
export interface SecondFactorDocument {
  totp?: Totp;
  pendingTotp?: PendingTotp;
  /** What RecoveryCodes.hashCode made, of those that were not used. */
  recoveryCodeHashes?: string[];
}

/** An account as it is stored in `accounts`. */
export interface AccountDocument {
  _id: string;
  email: string;
  emailKey: string;
  name: string;
  roles: string[];
  identities: PasswordIdentityDocument[];
  createdAt: Date;
  /** Absent in accounts from before addresses could be verified. */
  emailVerifiedAt?: Date | null;
  /** Absent in accounts from before accounts could be disabled, as securityVersion. */
  disabledAt?: Date | null;
  securityVersion?: number;
  secondFactor?: SecondFactorDocument;
  /** Only in the tombstone of a deleted account, which has nothing else: see DepartureStore. */
  deletedAt?: Date | null;
  /** When to look after what is left of it; absent when nothing is. */
  dueAt?: Date;
  /** The name as it is searched for. */
  nameKey?: string;
}

const text = { type: String, required: true } as const;

const identitySchema = new Schema<PasswordIdentityDocument>(
  { kind: { ...text, enum: ['password'] }, hash: text },
  { _id: false, strict: 'throw' },
);

const moment = { type: Date, required: true } as const;
const sealed = { iv: text, ciphertext: text, tag: text } as const;
const part = { _id: false, strict: 'throw' } as const;

const secondFactorSchema = new Schema<SecondFactorDocument>(
  {
    totp: new Schema<Totp>(
      { id: text, sealedSecret: sealed, enabledAt: moment, lastStep: { type: Number, required: true } },
      part,
    ),
    pendingTotp: new Schema<PendingTotp>(
      { id: text, sealedSecret: sealed, sessionId: text, expiresAt: moment },
      part,
    ),
    recoveryCodeHashes: { type: [String], default: undefined },
  },
  part,
);

const accountSchema = new Schema<AccountDocument>(
  {
    _id: text,
    email: text,
    emailKey: text,
    name: text,
    roles: { type: [String], required: true },
    identities: { type: [identitySchema], required: true },
    createdAt: { type: Date, required: true },
    emailVerifiedAt: { type: Date, default: null },
    disabledAt: { type: Date, default: null },
    securityVersion: { type: Number, default: 0 },
    secondFactor: secondFactorSchema,
    nameKey: String,
    deletedAt: { type: Date },
    dueAt: { type: Date },
  },
  { collection: 'accounts', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
accountSchema.index(
  { emailKey: 1 },
  {
    unique: true,
    partialFilterExpression: { emailKey: { $exists: true } },
    name: 'emailKey_unique_if_present',
  },
);
accountSchema.index({ dueAt: 1 }, { sparse: true, name: 'due' });
accountSchema.index({ nameKey: 1 });
accountSchema.index({ createdAt: -1, _id: -1 });
accountSchema.index({ roles: 1, createdAt: -1, _id: -1 });
accountSchema.index({ disabledAt: 1, createdAt: -1, _id: -1 });

/** The index of before there were tombstones, of which it would allow only one. */
const OUTDATED_INDEX = 'emailKey_unique';

/** Creates the indexes of accounts; the outdated one goes once its successor is there. */
export async function createAccountIndexes(accounts: Model<AccountDocument>): Promise<void> {
  await accounts.createIndexes();
  const names = (await accounts.collection.indexes()).map(({ name }) => name);
  if (names.includes(OUTDATED_INDEX)) await accounts.collection.dropIndex(OUTDATED_INDEX);
}

/** Defines the model on this connection. */
export function accountModel(connection: Connection): Model<AccountDocument> {
  return connection.model<AccountDocument>('Account', accountSchema);
}
