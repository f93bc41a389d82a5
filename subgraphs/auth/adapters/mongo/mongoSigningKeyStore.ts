import { trusted, type Model } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { SigningKeyStore } from '../../ports';
import type { SigningKeyDocument } from './signingKeyModel';

/** Signing keys in the collection `signing_keys`. */
export function createMongoSigningKeyStore(signingKeys: Model<SigningKeyDocument>): SigningKeyStore {
  return {
    listKeys: () =>
      withMongo(async () => {
        const found = await signingKeys.find().sort({ _id: 1 }).lean().exec();
        return found.map(({ _id: generation, ...key }) => ({ generation, ...key }));
      }),

    addKey: ({ generation, ...key }) =>
      withMongo(async () => {
        try {
          await signingKeys.create({ _id: generation, ...key });
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }),

    removeKeys: (upToGeneration) =>
      withMongo(async () => {
        await signingKeys.deleteMany({ _id: trusted({ $lte: upToGeneration }) }).exec();
      }),
  };
}
