import { randomUUID } from 'node:crypto';
import { type PipelineContext, stageParts } from '../aggregate/pipeline';
import { decodeDocument } from '../bson/decode';
import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import type { Server } from '../Server';
import { noFlags } from '../storage/indexInfo';
import { withIdFirst } from '../update/upsert';
import { mergeInto, parseMerge } from './merge';
import { checkNamespace } from './namespace';

/** Writes a pipeline's documents somewhere, inside a write job. */
export type Output = (server: Server, documents: readonly Buffer[], context: PipelineContext) => void;

/** The `$out` or `$merge` at the end of a pipeline, or null. */
export function parseOutput(pipeline: readonly Value[], db: string): Output | null {
  const names = pipeline.map((stage) => stageParts(stage)[0]);
  const position = names.findIndex((name) => name === '$out' || name === '$merge');
  if (position < 0) return null;
  const name = names[position] ?? '';
  if (position !== pipeline.length - 1) {
    throw new MongoError(40601, `${name} can only be the final stage in the pipeline`);
  }
  const [, operand] = stageParts(pipeline[position] ?? null);
  if (name === '$merge') {
    const merge = parseMerge(operand, db);
    return (server, documents, context) => mergeInto(server, merge, documents, context);
  }
  const target = targetOf(operand, db);
  checkNamespace(target.db, target.collection);
  return (server, documents) => replaceCollection(server, target, documents);
}

function targetOf(target: Value, db: string): { db: string; collection: string } {
  if (typeof target === 'string') return { db, collection: target };
  const [other, collection] = target instanceof Doc ? [target.get('db'), target.get('coll')] : [];
  if (typeof collection !== 'string' || typeof other !== 'string') {
    throw new MongoError(16990, '$out only supports a string or object argument');
  }
  return { db: other, collection };
}

/** Puts the documents in the place of what the collection held; its indexes stay. */
function replaceCollection(
  { catalog, records }: Server,
  { db, collection }: { db: string; collection: string },
  documents: readonly Buffer[],
): void {
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
}
