import { Schema, type Connection, type Model } from 'mongoose';

/** How a person proves who they are; a list, so that further ways need no further columns. */
interface PasswordIdentityDocument {
  kind: 'password';
  /** `$2b$...`, see adapters/bcrypt. */
  hash: string;
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
  /** Absent in accounts from before accounts could be disabled, as securityVersion. */
  disabledAt?: Date | null;
  securityVersion?: number;
}

const text = { type: String, required: true } as const;

const identitySchema = new Schema<PasswordIdentityDocument>(
  { kind: { ...text, enum: ['password'] }, hash: text },
  { _id: false, strict: 'throw' },
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
    disabledAt: { type: Date, default: null },
    securityVersion: { type: Number, default: 0 },
  },
  { collection: 'accounts', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
accountSchema.index({ emailKey: 1 }, { unique: true, name: 'emailKey_unique' });

/** Defines the model on this connection. */
export function accountModel(connection: Connection): Model<AccountDocument> {
  return connection.model<AccountDocument>('Account', accountSchema);
}
