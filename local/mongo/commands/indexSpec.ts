import { toNumber } from '../bson/arithmetic';
import { print } from '../bson/print';
import { Doc, Int32, type Value, isNumber, typeName } from '../bson/values';
import { MongoError } from '../errors';
import type { Filter } from '../query/filter';
import { parseFilter } from '../query/parseFilter';
import { Arguments } from './Arguments';

const options = [
  'key',
  'name',
  'v',
  'ns',
  'background',
  'unique',
  'sparse',
  'hidden',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
];

const maxFields = 32;

/** An index specification as it is kept, checked; throws CannotCreateIndex and the like. */
export function checkedSpec(source: Doc): Doc {
  const args = new Arguments(source, 'createIndexes.indexes');
  const unknown = [...source.keys()].find((name) => !options.includes(name));
  if (unknown !== undefined) {
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an index specification. Specification: ${print(source)}`,
    );
  }
  refuseCollationOf(args);
  const key = checkedKey(args.requiredDoc('key'));
  const name = args.string('name') ?? args.missing('name');
  if (name === '') throw new MongoError('CannotCreateIndex', 'index name cannot be empty');
  const spec = new Doc([
    ['v', new Int32(2)],
    ['key', key],
    ['name', name],
  ]);
  for (const flag of ['unique', 'sparse', 'hidden']) if (args.boolean(flag)) spec.set(flag, true);
  const partial = args.doc('partialFilterExpression');
  if (partial !== undefined) {
    if (spec.has('sparse'))
      throw new MongoError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(parseFilter(partial));
    spec.set('partialFilterExpression', partial);
  }
  if (args.has('expireAfterSeconds')) {
    const seconds = args.get('expireAfterSeconds') ?? null;
    if (key.size !== 1)
      throw new MongoError(
        'CannotCreateIndex',
        `TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ${print(source)}`,
      );
    if (key.has('_id'))
      throw new MongoError(
        'InvalidIndexSpecificationOption',
        `The field 'expireAfterSeconds' is not valid for an _id index specification. Specification: ${print(source)}`,
      );
    spec.set('expireAfterSeconds', new Int32(expiryOf(seconds)));
  }
  return spec;
}

/** Seconds after which documents expire; throws for what cannot be. */
export function expiryOf(value: Value): number {
  const seconds = isNumber(value) ? toNumber(value) : NaN;
  if (!(seconds >= 0) || seconds > 2 ** 31 - 1) {
    throw new MongoError(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${print(value)}`,
    );
  }
  return Math.trunc(seconds);
}

function refuseCollationOf(args: Arguments): void {
  const collation = args.doc('collation');
  if (collation === undefined || collation.get('locale') === 'simple') return;
  throw new MongoError('BadValue', 'collations other than { locale: "simple" } are not supported');
}

function checkedKey(key: Doc): Doc {
  if (key.size === 0) throw new MongoError('CannotCreateIndex', 'Index keys cannot be an empty object');
  if (key.size > maxFields) throw new MongoError(13103, 'too many compound keys');
  for (const [path, direction] of key) {
    if (typeof direction === 'string') {
      throw new MongoError('CannotCreateIndex', `Unknown index plugin '${direction}'`);
    }
    if (!isNumber(direction)) {
      throw new MongoError(
        'CannotCreateIndex',
        `Values in v:2 index key pattern cannot be of type ${typeName(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
    const number = toNumber(direction);
    if (number === 0 || Number.isNaN(number)) {
      throw new MongoError('CannotCreateIndex', 'Values in the index key pattern cannot be 0.');
    }
    if (path === '' || path.split('.').includes(''))
      throw new MongoError('CannotCreateIndex', 'Index keys cannot be an empty field');
    if (path.includes('$**')) throw new MongoError('CannotCreateIndex', 'wildcard indexes are not supported');
    if (path.split('.').some((part) => part.startsWith('$'))) {
      throw new MongoError(
        'CannotCreateIndex',
        `Index key contains an illegal field name: field name starts with '$'.`,
      );
    }
  }
  return key;
}

/** Only conditions that mongod allows: equality, ranges, $exists: true, $type, $in and their $and and $or. */
function checkPartial(filter: Filter): void {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.filters.forEach(checkPartial);
  const allowed = ['eq', 'gt', 'gte', 'lt', 'lte', 'exists', 'type', 'in'];
  if (filter.kind === 'field' && allowed.includes(filter.predicate.op)) return;
  const what = filter.kind === 'field' ? `${filter.path} ${filter.predicate.op}` : filter.kind;
  throw new MongoError('CannotCreateIndex', `Expression not supported in partial index: ${what}`);
}
