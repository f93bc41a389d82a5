import { Doc, Int32 } from '../bson/values';
import { MongoError } from '../errors';
import { parseFilter } from '../query/parseFilter';
import { type IndexInfo, indexFromSpec } from '../storage/indexInfo';
import { Arguments } from './Arguments';
import type { Command, CommandTable, Reply } from './command';
import { expiryOf } from './indexSpec';
import { namesOf } from './indexes';
import { collectionName } from './namespace';

/** Options of a collection that say what its documents must be like. */
export const validationOptions = ['validator', 'validationLevel', 'validationAction'] as const;

/** The validation options among a command's arguments, checked. */
export function validationOf(args: Arguments): Doc {
  const options = new Doc();
  const validator = args.doc('validator');
  if (validator !== undefined) {
    parseFilter(validator);
    options.set('validator', validator);
  }
  const level = args.string('validationLevel');
  const action = args.string('validationAction');
  if (level === 'moderate' || action === 'warn') {
    throw new MongoError(
      'InvalidOptions',
      'only validationLevel strict or off and validationAction error are supported',
    );
  }
  if (level !== undefined) options.set('validationLevel', level);
  if (action !== undefined) options.set('validationAction', action);
  return options;
}

/** Changes what can be changed of a collection and its indexes. */
const collMod: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['index', 'changeStreamPreAndPostImages', ...validationOptions]);
  const source = args.doc('index');
  const change = source === undefined ? null : new Arguments(source, 'collMod.index');
  change?.refuseAllBut(['name', 'keyPattern', 'expireAfterSeconds', 'hidden']);
  const changed = validationOf(args);
  const images = args.doc('changeStreamPreAndPostImages');
  if (images !== undefined) changed.set('changeStreamPreAndPostImages', images);
  return server.store.write((): Reply => {
    const info = server.catalog.writing().find(db, name);
    if (info === null) throw new MongoError('NamespaceNotFound', `ns does not exist: ${db}.${name}`);
    const wanted =
      change === null ? [] : namesOf(info, change.get('name') ?? change.get('keyPattern') ?? null);
    const indexes = info.indexes.map((index) =>
      change !== null && wanted.includes(index.name) ? changedIndex(index, change) : index,
    );
    server.catalog.save({ ...info, indexes, options: new Doc([...info.options, ...changed]) });
    return {};
  });
};

function changedIndex(index: IndexInfo, change: Arguments): IndexInfo {
  const spec = new Doc(index.spec);
  const seconds = change.get('expireAfterSeconds');
  if (seconds !== undefined) spec.set('expireAfterSeconds', new Int32(expiryOf(seconds)));
  if (change.has('hidden')) spec.set('hidden', change.boolean('hidden'));
  return { ...indexFromSpec(index.id, spec), flags: index.flags };
}

/** collMod. */
export const collModCommands: CommandTable = { collMod };
