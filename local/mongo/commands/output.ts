import { randomUUID } from 'node:crypto';
import { stageParts } from '../aggregate/pipeline';
import { decodeDocument } from '../bson/decode';
import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import type { Server } from '../Server';
import { noFlags } from '../storage/indexInfo';
import { withIdFirst } from '../update/upsert';
import { checkNamespace } from './namespace';

/** Where `$out` writes to. */
export interface Output {
  readonly db: string;
  readonly collection: string;
}

/** The `$out` at the end of a pipeline, or null. `$merge` is refused. */
export function parseOutput(pipeline: readonly Value[], db: string): Output | null {
  const names = pipeline.map((stage) => stageParts(stage)[0]);
  const position = names.findIndex((name) => name === '$out' || name === '$merge');
  if (position < 0) return null;
  const name = names[position] ?? '';
  if (position !== pipeline.length - 1)
    throw new MongoError(40601, `${name} can only be the final stage in the pipeline`);
  if (name === '$merge') throw new MongoError(40324, `Unrecognized pipeline stage name: '$merge'`);
  const target = stageParts(pipeline[position] ?? null)[1];
  const output = targetOf(target, db);
  checkNamespace(output.db, output.collection);
  return output;
}

function targetOf(target: Value, db: string): Output {
  if (typeof target === 'string') return { db, collection: target };
  const [other, collection] = target instanceof Doc ? [target.get('db'), target.get('coll')] : [];
  if (typeof collection !== 'string' || typeof other !== 'string') {
    throw new MongoError(16990, '$out only supports a string or object argument');
  }
  return { db: other, collection };
}

/** Puts the documents in the place of what the collection held; its indexes stay. */
export async function writeOutput(
  server: Server,
  { db, collection }: Output,
  documents: readonly Buffer[],
): Promise<void> {
  const { catalog, records, store } = server;
  await store.write(() => {
    const old = catalog.writing().find(db, collection);
    // Filled under another name, so that a failure leaves the old documents where they are.
    let info = catalog.create(db, `tmp.agg_out.${randomUUID()}`, old?.options ?? new Doc());
    try {
      if (old !== null) {
        const indexes = old.indexes.map((index) => ({ ...index, flags: noFlags(index.fields) }));
        info = catalog.save({ ...info, indexes, nextIndexId: old.nextIndexId });
      }
      for (const bytes of documents) records.insert(info, withIdFirst(decodeDocument(bytes)));
    } catch (error) {
      catalog.drop(info);
      throw error;
    }
    if (old !== null) catalog.drop(old);
    catalog.rename(catalog.writing().find(db, info.name) ?? info, db, collection);
  });
}
