import { Schema, type Connection } from 'mongoose';
import type { FeedCursor } from '../../../../platform/identity';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';

/** How far a follower has come in a feed; `_id` is the follower's name. */
interface FeedCursorDocument {
  _id: string;
  cursor: string;
}

/** From here everything that has ever happened is told. */
const BEGINNING = '0';

const feedCursorSchema = new Schema<FeedCursorDocument>(
  { _id: { type: String, required: true }, cursor: { type: String, required: true } },
  { collection: 'feed_cursors', strict: 'throw', versionKey: false },
);

/** A cursor in the collection `feed_cursors`, shared by all processes: it moves only from where it was read. */
export function createMongoFeedCursor(connection: Connection, name: string): FeedCursor {
  const model = connection.model<FeedCursorDocument>('FeedCursor', feedCursorSchema);
  return {
    async load() {
      const found = await withMongo(() => model.findById(name).lean<FeedCursorDocument>());
      return found?.cursor ?? BEGINNING;
    },
    async advance(from, to) {
      const isFirst = from === BEGINNING;
      try {
        const filter = { _id: name, cursor: from ?? BEGINNING };
        await withMongo(() => model.updateOne(filter, { $set: { cursor: to } }, { upsert: isFirst }));
      } catch (error) {
        // Another process has gone on already.
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async reset() {
      const change = { $set: { cursor: BEGINNING } };
      await withMongo(() => model.updateOne({ _id: name }, change, { upsert: true }));
    },
  };
}
