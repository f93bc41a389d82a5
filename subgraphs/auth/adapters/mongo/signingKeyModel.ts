import { Schema, type Connection, type Model } from 'mongoose';
import { SIGNING_ALGORITHMS, type SigningKey } from '../../domain/signingKey';

/** A key as it is stored in `signing_keys`; the generation is the id, hence unique. */
export interface SigningKeyDocument extends Omit<SigningKey, 'generation'> {
  _id: number;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;

const signingKeySchema = new Schema<SigningKeyDocument>(
  {
    _id: { type: Number, required: true },
    kid: text,
    algorithm: { ...text, enum: SIGNING_ALGORITHMS },
    publicJwk: { type: Schema.Types.Mixed, required: true },
    sealedPrivateKey: { iv: text, ciphertext: text, tag: text },
    createdAt: moment,
    activeFrom: moment,
  },
  { collection: 'signing_keys', strict: 'throw', strictQuery: 'throw', versionKey: false },
);

/** Defines the model on this connection. */
export function signingKeyModel(connection: Connection): Model<SigningKeyDocument> {
  return connection.model<SigningKeyDocument>('SigningKey', signingKeySchema);
}
