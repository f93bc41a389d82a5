import { type Encodable, encodeDocument } from '../bson/encode';
import { Doc, Regex, Undefined, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { maxDocumentBytes, tooLarge } from '../storage/Records';
import type { CollectionInfo } from '../storage/catalog';
import { withIdFirst } from '../update/upsert';
import type { Command, CommandContext, CommandTable, Reply } from './command';
import { collectionName, refuseCollation } from './namespace';
import {
  type Statement,
  deleteArguments,
  parseDelete,
  parseUpdateStatement,
  updateArguments,
} from './statements';

const maxBatch = 100_000;

interface WriteError {
  readonly [field: string]: Encodable;
}

const insert: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['documents', 'ordered', 'bypassDocumentValidation', 'maxTimeMS']);
  const documents = args.requiredDocs('documents');
  checkBatch(documents.length, 'insert');
  return batch(context, documents, (doc) => {
    const info = existingOrNew(context, db, name);
    server.records.insert(info, prepared(doc));
    return { n: 1 };
  });
};

/** A document as it is stored: with an `_id`, in front. */
function prepared(doc: Doc): Doc {
  const whole = withIdFirst(doc);
  checkId(whole.get('_id') ?? null);
  const size = (whole.raw ?? encodeDocument(whole)).length;
  if (size > maxDocumentBytes) throw tooLarge(size);
  return whole;
}

/** Throws for an `_id` that cannot be one. */
export function checkId(id: Value): void {
  const type = Array.isArray(id)
    ? 'array'
    : id instanceof Regex
      ? 'regex'
      : id instanceof Undefined
        ? 'undefined'
        : null;
  if (type !== null) throw new MongoError(53, `The '_id' value cannot be of type ${type}`);
  const dollar = id instanceof Doc ? [...id.keys()].find((name) => name.startsWith('$')) : undefined;
  if (dollar !== undefined) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '_id.${dollar}' is not valid for storage.`,
    );
  }
}

function existingOrNew({ server }: CommandContext, db: string, name: string): CollectionInfo {
  return server.catalog.writing().find(db, name) ?? server.catalog.create(db, name, new Doc());
}

const update: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['updates', 'ordered', 'bypassDocumentValidation', 'let']);
  const updates = args.requiredDocs('updates').map(updateArguments);
  checkBatch(updates.length, 'update');
  const variables = args.doc('let') ?? new Doc();
  const upserted: Encodable[] = [];
  let modified = 0;
  const reply = await batch(context, updates, (source, index) => {
    const statement = parseUpdateStatement(source, variables);
    const result = statement.run(server, db, name);
    modified += result.modified;
    if (result.upsertedId !== undefined) upserted.push({ index, _id: result.upsertedId });
    return { n: result.matched + (result.upsertedId === undefined ? 0 : 1), error: result.error };
  });
  return { ...reply, nModified: modified, ...(upserted.length > 0 ? { upserted } : {}) };
};

const remove: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['deletes', 'ordered', 'let']);
  const deletes = args.requiredDocs('deletes').map(deleteArguments);
  checkBatch(deletes.length, 'delete');
  const variables = args.doc('let') ?? new Doc();
  return batch(context, deletes, (source) => {
    const statement: Statement = parseDelete(source, variables);
    return { n: statement.run(server, db, name).matched };
  });
};

function checkBatch(size: number, command: string): void {
  if (size >= 1 && size <= maxBatch) return;
  throw new MongoError(
    'InvalidLength',
    `Write batch sizes must be between 1 and ${maxBatch}. Got ${size} operations. (${command})`,
  );
}

/**
 * Runs the statements of a write command in one write job and collects their errors: an ordered batch ends at
 * the first, an unordered one goes on.
 */
async function batch<Item>(
  context: CommandContext,
  items: readonly Item[],
  run: (item: Item, index: number) => { n: number; error?: MongoError | undefined },
): Promise<Reply> {
  refuseCollation(context);
  const ordered = context.args.has('ordered') ? context.args.boolean('ordered') : true;
  const writeErrors: WriteError[] = [];
  let n = 0;
  await context.server.store.write(() => {
    for (const [index, item] of items.entries()) {
      const error = attempt(() => {
        const result = run(item, index);
        n += result.n;
        return result.error;
      });
      if (error === undefined) continue;
      const { code, message, details } = error;
      writeErrors.push({ index, code, ...(details as Record<string, Encodable>), errmsg: message });
      if (ordered) break;
    }
  });
  return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}) };
}

function attempt(run: () => MongoError | undefined): MongoError | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof MongoError) return error;
    throw error;
  }
}

/** Writing documents. */
export const writeCommands: CommandTable = { insert, update, delete: remove };
