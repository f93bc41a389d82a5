import { decimalToString } from './decimal';
import {
  Binary,
  BsonSymbol,
  Code,
  CodeWithScope,
  DateTime,
  DbPointer,
  Decimal,
  Doc,
  Double,
  Int32,
  ObjectId,
  Regex,
  Timestamp,
  type MaybeValue,
  Undefined,
} from './values';

/** A value as mongod prints it in its messages: `{ email: "a@b.c", n: 1.5 }`. */
export function print(value: MaybeValue): string {
  if (value === undefined) return 'MISSING';
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(print).join(', ')} ]`;
  if (value instanceof Doc) {
    if (value.size === 0) return '{}';
    return `{ ${[...value].map(([name, field]) => `${name}: ${print(field)}`).join(', ')} }`;
  }
  if (value instanceof Int32) return String(value.value);
  if (value instanceof Double) return printDouble(value.value);
  if (value instanceof Decimal) return decimalToString(value);
  if (value instanceof ObjectId) return `ObjectId('${value.bytes.toString('hex')}')`;
  if (value instanceof DateTime) return `new Date(${value.ms})`;
  if (value instanceof Binary)
    return `BinData(${value.subtype}, ${value.bytes.toString('hex').toUpperCase()})`;
  if (value instanceof Timestamp) {
    return `Timestamp(${value.value >> 32n}, ${value.value & 0xffffffffn})`;
  }
  if (value instanceof Regex) return `/${value.pattern}/${value.options}`;
  if (value instanceof Code) return value.source;
  if (value instanceof CodeWithScope) return `CodeWScope(${value.source}, ${print(value.scope)})`;
  if (value instanceof BsonSymbol) return `Symbol("${value.value}")`;
  if (value instanceof DbPointer) return `DBRef('${value.namespace}', ${value.id.toString('hex')})`;
  if (value instanceof Undefined) return 'undefined';
  return value.type === 0x7f ? 'MaxKey' : 'MinKey';
}

/** A double as mongod prints it: always with a point, an exponent or a name. */
function printDouble(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
