/** MongoDB's error codes used here (mongodb/mongo, src/mongo/base/error_codes.yml). */
export const ErrorCode = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  FailedToParse: 9,
  UserNotFound: 11,
  UnsupportedFormat: 12,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  NamespaceNotSharded: 118,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  UnsatisfiableWriteConcern: 100,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  NoQueryExecutionPlans: 291,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  InvalidBSON: 22,
  InvalidIndexSpecificationOption: 197,
  CursorInUse: 12051,
  ConversionFailure: 241,
  NoSuchSession: 206,
  ShutdownInProgress: 91,
  CannotBackfillArray: 184,
  InvalidUUID: 207,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  APIVersionError: 322,
  APIStrictError: 323,
  UnsupportedOpQueryCommand: 352,
  IDLUnknownField: 40415,
  IDLFailedToParse: 40414,
  NotAReplicaSet: 123,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
} as const;

/** The name of one of the codes above. */
export type ErrorName = keyof typeof ErrorCode;

const names = new Map<number, string>(Object.entries(ErrorCode).map(([name, code]) => [code, name]));

/** A failure the client is told about, with the code mongod would give. */
export class MongoError extends Error {
  readonly code: number;
  /** `codeName` as mongod reports it: codes without a name are "Location" and the number. */
  readonly codeName: string;
  /** Further fields of the reply, such as `keyPattern` and `keyValue`. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorName | number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'MongoError';
    this.code = typeof code === 'number' ? code : ErrorCode[code];
    this.codeName = names.get(this.code) ?? `Location${this.code}`;
    this.details = details;
  }
}
