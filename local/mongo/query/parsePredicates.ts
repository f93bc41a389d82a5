import {
  Binary,
  Doc,
  type NumberValue,
  Regex,
  type Value,
  Undefined,
  isNumber,
  typeNames,
} from '../bson/values';
import { toInteger } from '../bson/arithmetic';
import { toExact } from '../bson/decimal';
import { print } from '../bson/print';
import { MongoError } from '../errors';
import type { Comparison, Filter, Predicate } from './filter';
import { littleEndian } from './matcher';
import { toRegExp } from './regex';
import { isTruthy } from './truth';

type ParseFilter = (source: Doc) => Filter;

const comparisonOperators: Record<string, Comparison> = {
  $eq: 'eq',
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
};

const bitOperators: Record<string, Extract<Predicate, { op: 'bits' }>['mode']> = {
  $bitsAllSet: 'allSet',
  $bitsAllClear: 'allClear',
  $bitsAnySet: 'anySet',
  $bitsAnyClear: 'anyClear',
};

const geoOperators = new Set(['$near', '$nearSphere', '$geoWithin', '$within', '$geoIntersects', '$geoNear']);

/** The conditions in a filter's field: `5`, `{ $gt: 5, $lt: 9 }`, `/x/` and so on. */
export function parsePredicates(value: Value, parseFilter: ParseFilter): Predicate[] {
  if (value instanceof Regex) return [regexPredicate(value)];
  if (value instanceof Doc && isOperators(value)) return parseOperators(value, parseFilter);
  if (value instanceof Undefined) throw new MongoError('BadValue', 'cannot compare to undefined');
  return [{ op: 'eq', value }];
}

/** True for a document of operators; one like a DBRef (`$ref`, `$id`) is an ordinary value. */
export function isOperators(value: Doc): boolean {
  const [first] = value.keys();
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
}

/** The conditions in a document of operators, all of which must hold. */
export function parseOperators(source: Doc, parseFilter: ParseFilter): Predicate[] {
  const predicates: Predicate[] = [];
  for (const [name, value] of source) {
    if (name === '$options') {
      if (!source.has('$regex')) throw new MongoError('BadValue', '$options needs a $regex');
      continue;
    }
    predicates.push(
      name === '$regex'
        ? regexOperator(value, source.get('$options'))
        : parseOperator(name, value, parseFilter),
    );
  }
  return predicates;
}

function parseOperator(name: string, value: Value, parseFilter: ParseFilter): Predicate {
  const comparison = comparisonOperators[name];
  if (comparison !== undefined) {
    if (value instanceof Undefined) throw new MongoError('BadValue', 'cannot compare to undefined');
    if (value instanceof Regex) {
      if (comparison === 'eq') return { op: 'eq', value };
      throw new MongoError('BadValue', `Can't have RegEx as arg to predicate over field.`);
    }
    return { op: comparison, value };
  }
  const bits = bitOperators[name];
  if (bits !== undefined) return { op: 'bits', mode: bits, mask: bitMask(name, value) };
  if (geoOperators.has(name)) throw new MongoError('BadValue', `geo queries (${name}) are not supported`);
  switch (name) {
    case '$ne':
      if (value instanceof Regex) throw new MongoError('BadValue', "Can't have regex as arg to $ne.");
      if (value instanceof Undefined) throw new MongoError('BadValue', 'cannot compare to undefined');
      return { op: 'not', predicates: [{ op: 'eq', value }] };
    case '$in':
      return inPredicate(name, value);
    case '$nin':
      return { op: 'not', predicates: [inPredicate(name, value)] };
    case '$not':
      return notPredicate(value, parseFilter);
    case '$exists':
      return isTruthy(value) ? { op: 'exists' } : { op: 'not', predicates: [{ op: 'exists' }] };
    case '$type':
      return { op: 'type', types: typesOf(value) };
    case '$mod':
      return modPredicate(value);
    case '$size':
      return { op: 'size', size: sizeOf(value) };
    case '$all':
      return allPredicate(value, parseFilter);
    case '$elemMatch':
      return elemMatchPredicate(value, parseFilter);
    default:
      throw new MongoError('BadValue', `unknown operator: ${name}`);
  }
}

function regexPredicate(pattern: Regex): Predicate {
  return { op: 'regex', pattern, expression: toRegExp(pattern) };
}

function regexOperator(value: Value, options: Value | undefined): Predicate {
  if (options !== undefined && typeof options !== 'string') {
    throw new MongoError('BadValue', '$options has to be a string');
  }
  if (value instanceof Regex) {
    if (options !== undefined && value.options !== '') {
      throw new MongoError(51075, 'options set in both $regex and $options');
    }
    return regexPredicate(new Regex(value.pattern, options ?? value.options));
  }
  if (typeof value !== 'string') throw new MongoError('BadValue', '$regex has to be a string');
  return regexPredicate(new Regex(value, options ?? ''));
}

function inPredicate(name: string, value: Value): Predicate {
  if (!Array.isArray(value)) throw new MongoError('BadValue', `${name} needs an array`);
  const values: Value[] = [];
  const patterns: Regex[] = [];
  for (const element of value) {
    if (element instanceof Doc && [...element.keys()][0]?.startsWith('$') === true && isOperators(element)) {
      throw new MongoError('BadValue', `cannot nest $ under ${name}`);
    }
    if (element instanceof Undefined)
      throw new MongoError('BadValue', 'InMatchExpression equality cannot be undefined');
    if (element instanceof Regex) patterns.push(element);
    else values.push(element);
  }
  patterns.forEach(toRegExp);
  return { op: 'in', values, patterns };
}

function notPredicate(value: Value, parseFilter: ParseFilter): Predicate {
  if (value instanceof Regex) return { op: 'not', predicates: [regexPredicate(value)] };
  if (!(value instanceof Doc)) throw new MongoError('BadValue', '$not needs a regex or a document');
  if (value.size === 0) throw new MongoError('BadValue', '$not cannot be empty');
  return { op: 'not', predicates: parseOperators(value, parseFilter) };
}

function typesOf(value: Value): ReadonlySet<number> {
  const types = new Set<number>();
  for (const one of Array.isArray(value) ? value : [value]) {
    if (one === 'number') for (const code of [1, 16, 18, 19]) types.add(code);
    else if (typeof one === 'string') {
      const found = [...typeNames].find(([, name]) => name === one);
      if (found === undefined) throw new MongoError('BadValue', `Unknown type name alias: ${one}`);
      types.add(found[0]);
    } else if (isNumber(one)) {
      const code = toInteger(one);
      const byte = code === -1 ? 0xff : code;
      if (byte === null || !(typeNames as Map<number, string>).has(byte)) {
        throw new MongoError('BadValue', `Invalid numerical type code: ${print(one)}`);
      }
      types.add(byte);
    } else throw new MongoError('TypeMismatch', 'type must be represented as a number or a string');
  }
  if (types.size === 0) throw new MongoError('FailedToParse', '$type must match at least one type');
  return types;
}

function modPredicate(value: Value): Predicate {
  if (!Array.isArray(value)) throw new MongoError('BadValue', 'malformed mod, needs to be an array');
  if (value.length < 2) throw new MongoError('BadValue', 'malformed mod, not enough elements');
  if (value.length > 2) throw new MongoError('BadValue', 'malformed mod, too many elements');
  const [divisor, remainder] = value.map((element) => (isNumber(element) ? truncate(element) : null));
  if (divisor == null) throw new MongoError('BadValue', 'malformed mod, divisor not a number');
  if (remainder == null) throw new MongoError('BadValue', 'malformed mod, remainder not a number');
  if (divisor === 0n) throw new MongoError('BadValue', 'divisor cannot be 0');
  return { op: 'mod', divisor, remainder };
}

function sizeOf(value: Value): number {
  const size = isNumber(value) ? toInteger(value) : null;
  if (size === null) {
    throw new MongoError(
      'FailedToParse',
      `Failed to parse $size. Expected a number in: $size: ${print(value)}`,
    );
  }
  if (size < 0) {
    throw new MongoError(
      'FailedToParse',
      `Failed to parse $size. Expected a non-negative number in: $size: ${size}`,
    );
  }
  return size;
}

function allPredicate(value: Value, parseFilter: ParseFilter): Predicate {
  if (!Array.isArray(value)) throw new MongoError('BadValue', '$all needs an array');
  const isElemMatch = (element: Value | undefined): boolean =>
    element instanceof Doc && element.has('$elemMatch');
  const predicates = value.map((element): Predicate => {
    if (element instanceof Doc && isElemMatch(value[0])) {
      const inner = element.get('$elemMatch');
      if (inner === undefined) throw new MongoError('BadValue', '$all/$elemMatch has to be consistent');
      return elemMatchPredicate(inner, parseFilter);
    }
    if (isElemMatch(value[0])) throw new MongoError('BadValue', '$all/$elemMatch has to be consistent');
    if (element instanceof Doc && isOperators(element))
      throw new MongoError('BadValue', 'no $ expressions in $all');
    return element instanceof Regex ? regexPredicate(element) : { op: 'eq', value: element };
  });
  return { op: 'all', predicates };
}

function elemMatchPredicate(value: Value, parseFilter: ParseFilter): Predicate {
  if (!(value instanceof Doc)) throw new MongoError('BadValue', '$elemMatch needs an Object');
  const [first] = value.keys();
  const isLogical = first !== undefined && ['$and', '$or', '$nor', '$expr', '$where'].includes(first);
  if (first?.startsWith('$') === true && !isLogical && isOperators(value)) {
    return { op: 'elemMatchValue', predicates: parseOperators(value, parseFilter) };
  }
  return { op: 'elemMatchObject', filter: parseFilter(value) };
}

function bitMask(name: string, value: Value): bigint {
  if (value instanceof Binary) return littleEndian(value.bytes);
  if (Array.isArray(value)) {
    return value.reduce((mask: bigint, position) => {
      const bit = isNumber(position) ? toInteger(position) : null;
      if (bit === null || bit < 0) {
        throw new MongoError(
          'BadValue',
          `Failed to parse bit position. Expected a non-negative number in: ${print(position)}`,
        );
      }
      return mask | (1n << BigInt(bit));
    }, 0n);
  }
  const mask = isNumber(value) ? toInteger(value) : null;
  if (mask === null)
    throw new MongoError(
      'BadValue',
      `${name} takes an Array, a number, or a BinData but received: ${print(value)}`,
    );
  if (mask < 0) throw new MongoError('FailedToParse', `Expected a non-negative number in: ${name}: ${mask}`);
  return BigInt(mask);
}

function truncate(value: NumberValue): bigint | null {
  const exact = toExact(value);
  if (typeof exact === 'string') return null;
  const { coefficient, exponent } = exact;
  return exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent);
}
