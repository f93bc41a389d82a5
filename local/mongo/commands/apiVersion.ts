import { Doc, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import type { CommandContext } from './command';

/** What of the commands here belongs to version 1 (mongodb.com/docs/v7.0/reference/stable-api). */
const version1 = new Set([
  'aggregate',
  'collMod',
  'collStats',
  'count',
  'create',
  'createIndexes',
  'delete',
  'drop',
  'dropDatabase',
  'dropIndexes',
  'endSessions',
  'explain',
  'find',
  'findAndModify',
  'getMore',
  'hello',
  'insert',
  'killCursors',
  'listCollections',
  'listDatabases',
  'listIndexes',
  'ping',
  'refreshSessions',
  'renameCollection',
  'saslStart',
  'update',
]);

/**
 * Holds a command to the Stable API version its client declared.
 * Throws 322 for an unknown version, 323 for what a strict client may not use, 4886600 for strictness about
 * no version, 14 for parameters of a wrong type.
 */
export function checkApiVersion({ args, command }: CommandContext): void {
  const version = args.string('apiVersion');
  const strict = flag(args.get('apiStrict'), 'apiStrict');
  const deprecation = flag(args.get('apiDeprecationErrors'), 'apiDeprecationErrors');
  if (version === undefined) {
    if (strict === undefined && deprecation === undefined) return;
    throw new MongoError(
      4886600,
      'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion',
    );
  }
  if (version !== '1') throw new MongoError('APIVersionError', 'API version must be "1"');
  if (strict !== true) return;
  const [name = ''] = command.keys();
  if (!version1.has(name)) {
    throw new MongoError(
      'APIStrictError',
      `Provided apiStrict:true, but the command ${name} is not in API Version 1. Information on supported commands and migrations in API Version 1 can be found at https://dochub.mongodb.org/core/manual-versioned-api.`,
    );
  }
  if (name === 'aggregate') for (const stage of args.array('pipeline') ?? []) checkStage(stage);
}

function flag(value: Value | undefined, name: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new MongoError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'bool'`,
  );
}

/** Of the stages here only these are outside version 1. */
function checkStage(stage: Value): void {
  if (!(stage instanceof Doc)) return;
  if (stage.has('$listLocalSessions')) {
    throw new MongoError(
      'APIStrictError',
      "$listLocalSessions is not allowed with 'apiStrict: true' in API Version 1",
    );
  }
  const statistics = stage.get('$collStats');
  if (statistics instanceof Doc && [...statistics.keys()].some((name) => name !== 'count')) {
    throw new MongoError(
      'APIStrictError',
      "only the 'count' option to $collStats is supported in API Version 1",
    );
  }
}
