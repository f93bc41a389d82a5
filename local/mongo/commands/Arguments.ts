import { toInteger } from '../bson/arithmetic';
import { Doc, type MaybeValue, type Value, isNumber, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { isTruthy } from '../query/truth';

/** Arguments that every command takes. */
const genericArguments = new Set([
  '$db',
  '$clusterTime',
  '$readPreference',
  '$audit',
  '$client',
  '$configServerState',
  '$oplogQueryData',
  '$queryOptions',
  '$replData',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'autocommit',
  'comment',
  'help',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'startTransaction',
  'stmtId',
  'txnNumber',
  'writeConcern',
]);

/** A command's arguments, read with mongod's complaints about wrong types and unknown names. */
export class Arguments {
  constructor(
    readonly source: Doc,
    /** Where the arguments stand, for messages: `find` or `update.updates`. */
    readonly where: string,
  ) {}

  /** Throws for a field that is neither in `names` nor an argument of every command. */
  refuseOthers(names: readonly string[]): void {
    const [own] = this.source.keys();
    for (const name of this.source.keys()) {
      if (name !== own && !names.includes(name) && !genericArguments.has(name)) throw this.unknown(name);
    }
  }

  /** The same for a document inside a command, where no general arguments may stand. */
  refuseAllBut(names: readonly string[]): void {
    for (const name of this.source.keys()) if (!names.includes(name)) throw this.unknown(name);
  }

  private unknown(name: string): MongoError {
    return new MongoError('IDLUnknownField', `BSON field '${this.where}.${name}' is an unknown field.`);
  }

  get(name: string): MaybeValue {
    const value = this.source.get(name);
    return value === null ? undefined : value;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  string(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.wrongType(name, value, 'string');
  }

  requiredString(name: string): string {
    return this.string(name) ?? this.missing(name);
  }

  doc(name: string): Doc | undefined {
    const value = this.get(name);
    if (value === undefined || value instanceof Doc) return value;
    throw this.wrongType(name, value, 'object');
  }

  requiredDoc(name: string): Doc {
    return this.doc(name) ?? this.missing(name);
  }

  array(name: string): Value[] | undefined {
    const value = this.get(name);
    if (value === undefined || Array.isArray(value)) return value;
    throw this.wrongType(name, value, 'array');
  }

  docs(name: string): Doc[] | undefined {
    return this.array(name)?.map((element, i) => {
      if (element instanceof Doc) return element;
      throw this.wrongType(`${name}.${i}`, element, 'object');
    });
  }

  requiredDocs(name: string): Doc[] {
    return this.docs(name) ?? this.missing(name);
  }

  boolean(name: string): boolean {
    const value = this.get(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    if (isNumber(value)) return isTruthy(value);
    throw this.wrongType(name, value, 'bool');
  }

  integer(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (!isNumber(value)) throw this.wrongType(name, value, 'long');
    const integer = toInteger(value);
    if (integer === null) throw new MongoError('FailedToParse', `Expected an integer: ${name}`);
    return integer;
  }

  /** A count that may not be negative. */
  count(name: string): number | undefined {
    const value = this.integer(name);
    if (value !== undefined && value < 0) {
      throw new MongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
    }
    return value;
  }

  missing(name: string): never {
    throw new MongoError(
      'IDLFailedToParse',
      `BSON field '${this.where}.${name}' is missing but a required field`,
    );
  }

  private wrongType(name: string, value: Value, expected: string): MongoError {
    return new MongoError(
      'TypeMismatch',
      `BSON field '${this.where}.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    );
  }
}
