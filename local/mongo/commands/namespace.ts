import { MongoError } from '../errors';
import type { CommandContext } from './command';

/** The collection a command names in its own field; throws InvalidNamespace for names that cannot be. */
export function collectionName({ command, db }: CommandContext): string {
  const [entry] = command;
  const [commandName, name] = entry ?? ['', null];
  if (typeof name !== 'string') {
    throw new MongoError('InvalidNamespace', `collection name has invalid type for command ${commandName}`);
  }
  checkNamespace(db, name);
  return name;
}

/** Throws InvalidNamespace unless the names can be those of a database and a collection. */
export function checkNamespace(db: string, name: string): void {
  if (db === '' || /[/\\. "$\0]/.test(db) || Buffer.byteLength(db) > 63) {
    throw new MongoError('InvalidNamespace', `Invalid database name: '${db}'`);
  }
  if (
    name === '' ||
    name.startsWith('.') ||
    name.includes('\0') ||
    (name.includes('$') && !name.startsWith('$cmd'))
  ) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
  }
  if (Buffer.byteLength(`${db}.${name}`) > 255) {
    throw new MongoError(
      'InvalidNamespace',
      `Fully qualified namespace is too long. Namespace: ${db}.${name} Max: 255`,
    );
  }
}

/** Throws for a collation, which would change what equal and sorted mean. */
export function refuseCollation({ args }: Pick<CommandContext, 'args'>): void {
  const collation = args.doc('collation');
  if (collation === undefined || collation.size === 0) return;
  if (collation.size === 1 && collation.get('locale') === 'simple') return;
  throw new MongoError('BadValue', 'collations other than { locale: "simple" } are not supported');
}
