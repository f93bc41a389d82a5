import {
  Doc,
  Int32,
  type MaybeValue,
  Regex,
  type Value,
  BsonSymbol,
  DateTime,
  isNumber,
  typeName,
} from '../bson/values';
import { compareStrings } from '../bson/compare';
import { MongoError } from '../errors';
import { toRegExp } from '../query/regex';
import { integerOperand } from './arrayOperators';
import { valueToString } from './convert';
import { type Expression, type OperatorTable, isNullish, namedOperands, operator } from './expression';

function stringOf(value: MaybeValue, name: string, code: number): string {
  if (typeof value === 'string') return value;
  if (value instanceof BsonSymbol) return value.value;
  throw new MongoError(code, `${name} requires a string argument, found: ${typeName(value)}`);
}

/** How strings are seen by operators that also take null, numbers and dates. */
function looseString(value: MaybeValue): string {
  if (isNullish(value)) return '';
  if (value instanceof DateTime || isNumber(value)) return valueToString(value);
  return stringOf(value, 'the operator', 16007);
}

function trimming(name: string, start: boolean, end: boolean): OperatorTable[string] {
  return (operand, compile) => {
    const parts = namedOperands(name, operand, ['input'], ['chars']);
    const input = compile(parts.get('input') ?? null);
    const characters = parts.get('chars');
    const chars = characters === undefined ? null : compile(characters);
    return (environment) => {
      const value = input(environment);
      const set =
        chars === null
          ? '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
          : chars(environment);
      if (isNullish(value) || isNullish(set)) return null;
      const members = new Set(stringOf(set, name, 50700));
      const text = [...stringOf(value, name, 50699)];
      let from = 0;
      let to = text.length;
      while (start && from < to && members.has(text[from] ?? '')) from++;
      while (end && to > from && members.has(text[to - 1] ?? '')) to--;
      return text.slice(from, to).join('');
    };
  };
}

function replacing(name: string, all: boolean): OperatorTable[string] {
  return (operand, compile) => {
    const parts = namedOperands(name, operand, ['input', 'find', 'replacement']);
    const [input, find, replacement] = ['input', 'find', 'replacement'].map((part) =>
      compile(parts.get(part) ?? null),
    );
    return (environment) => {
      const values = [input, find, replacement].map((expression) => expression?.(environment));
      if (values.some(isNullish)) return null;
      const [text = '', from = '', to = ''] = values.map((value) => stringOf(value, name, 51746));
      return all ? text.split(from).join(to) : text.replace(from, () => to);
    };
  };
}

function regexOperator(name: string, result: (matches: Doc[]) => MaybeValue): OperatorTable[string] {
  return (operand, compile) => {
    const parts = namedOperands(name, operand, ['input', 'regex'], ['options']);
    const input = compile(parts.get('input') ?? null);
    const regex = compile(parts.get('regex') ?? null);
    const options: Expression = compile(parts.get('options') ?? '');
    return (environment) => {
      const text = input(environment);
      const pattern = regex(environment);
      if (isNullish(text) || isNullish(pattern)) return result([]);
      const flags = options(environment);
      const own = pattern instanceof Regex ? pattern : new Regex(stringOf(pattern, name, 51105), '');
      const expression = toRegExp(
        new Regex(own.pattern, (typeof flags === 'string' ? flags : '') + own.options),
      );
      return result(matchesOf(stringOf(text, name, 51104), expression, name === '$regexFindAll'));
    };
  };
}

function matchesOf(text: string, expression: RegExp, all: boolean): Doc[] {
  const found = [...text.matchAll(new RegExp(expression.source, `${expression.flags}g`))];
  return (all ? found : found.slice(0, 1)).map(
    (match) =>
      new Doc([
        ['match', match[0]],
        ['idx', new Int32([...text.slice(0, match.index)].length)],
        ['captures', match.slice(1).map((capture: string | undefined): Value => capture ?? null)],
      ]),
  );
}

function indexOf(name: string, split: (text: string) => string[]): OperatorTable[string] {
  return operator(2, 4, (text, part, start, end) => {
    if (isNullish(text)) return null;
    const units = split(stringOf(text, name, 40091));
    const wanted = split(stringOf(part, name, 40092));
    const from =
      start === undefined ? 0 : integerOperand(start, 40096, `${name} requires an integral starting index`);
    const to =
      end === undefined
        ? units.length
        : integerOperand(end, 40096, `${name} requires an integral ending index`);
    if (from < 0 || to < 0) throw new MongoError(40097, `${name} requires a nonnegative starting index`);
    for (let i = from; i + wanted.length <= Math.min(to, units.length); i++) {
      if (wanted.every((unit, k) => units[i + k] === unit)) return new Int32(i);
    }
    return new Int32(-1);
  });
}

const bytesOf = (text: string): string[] => [...Buffer.from(text).toString('latin1')];

function substringOfBytes(text: MaybeValue, start: MaybeValue, length: MaybeValue): MaybeValue {
  const bytes = Buffer.from(looseString(text));
  const from = integerOperand(start, 16034, '$substrBytes: starting index must be a numeric type');
  const count = integerOperand(length, 16035, '$substrBytes: length must be a numeric type');
  if (from < 0) throw new MongoError(50752, '$substrBytes: starting index must be non-negative');
  const to = count < 0 ? bytes.length : Math.min(from + count, bytes.length);
  if (isContinuation(bytes[from]))
    throw new MongoError(28656, '$substrBytes:  Invalid range, starting index is a UTF-8 continuation byte.');
  if (isContinuation(bytes[to]))
    throw new MongoError(
      28657,
      '$substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.',
    );
  return bytes.subarray(from, to).toString();
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Upper and lower case of ASCII only, as mongod does it. */
function changeCase(pattern: RegExp, change: (text: string) => string): OperatorTable[string] {
  return operator(1, 1, (value) => looseString(value).replace(pattern, change));
}

/** Strings and regular expressions. */
export const stringOperators: OperatorTable = {
  $concat: operator(0, Infinity, (...values) => {
    if (values.some(isNullish)) return null;
    return values
      .map((value) => {
        if (typeof value === 'string') return value;
        throw new MongoError(16702, `$concat only supports strings, not ${typeName(value)}`);
      })
      .join('');
  }),
  $toUpper: changeCase(/[a-z]+/g, (text) => text.toUpperCase()),
  $toLower: changeCase(/[A-Z]+/g, (text) => text.toLowerCase()),
  $strcasecmp: operator(2, 2, (a, b) => {
    const [left, right] = [a, b].map((value) =>
      looseString(value).replace(/[a-z]+/g, (text) => text.toUpperCase()),
    );
    return new Int32(Math.sign(compareStrings(left ?? '', right ?? '')));
  }),
  $strLenBytes: operator(
    1,
    1,
    (value) => new Int32(Buffer.byteLength(stringOf(value, '$strLenBytes', 34473))),
  ),
  $strLenCP: operator(1, 1, (value) => new Int32([...stringOf(value, '$strLenCP', 34471)].length)),
  $substrCP: operator(3, 3, (text, start, length) => {
    const from = integerOperand(start, 34450, '$substrCP: starting index must be a numeric type');
    const count = integerOperand(length, 34452, '$substrCP: length must be a numeric type');
    if (from < 0) throw new MongoError(34455, '$substrCP: the starting index must be nonnegative integer.');
    if (count < 0) throw new MongoError(34454, '$substrCP: length must be a nonnegative integer.');
    return [...looseString(text)].slice(from, from + count).join('');
  }),
  $substrBytes: operator(3, 3, substringOfBytes),
  $substr: operator(3, 3, substringOfBytes),
  $split: operator(2, 2, (text, separator) => {
    if (isNullish(text) || isNullish(separator)) return null;
    const by = stringOf(separator, '$split', 40086);
    if (by === '') throw new MongoError(40087, '$split requires a non-empty separator');
    return stringOf(text, '$split', 40085).split(by);
  }),
  $indexOfBytes: indexOf('$indexOfBytes', bytesOf),
  $indexOfCP: indexOf('$indexOfCP', (text) => [...text]),
  $trim: trimming('$trim', true, true),
  $ltrim: trimming('$ltrim', true, false),
  $rtrim: trimming('$rtrim', false, true),
  $replaceOne: replacing('$replaceOne', false),
  $replaceAll: replacing('$replaceAll', true),
  $regexMatch: regexOperator('$regexMatch', (matches) => matches.length > 0),
  $regexFind: regexOperator('$regexFind', (matches) => matches[0] ?? null),
  $regexFindAll: regexOperator('$regexFindAll', (matches) => matches),
};
