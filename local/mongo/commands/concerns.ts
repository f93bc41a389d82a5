import type { Doc } from '../bson/values';
import { Int32, isNumber } from '../bson/values';
import { toNumber } from '../bson/arithmetic';
import { MongoError } from '../errors';
import type { CommandContext } from './command';

const readLevels = new Set(['local', 'available', 'majority']);

/** Accepts read and write concerns, sessions and transactions as far as a single server without replicas does. */
export function checkConcerns({ args }: CommandContext): void {
  if (args.has('txnNumber') || args.has('startTransaction') || args.has('autocommit')) {
    throw new MongoError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  const level = args.doc('readConcern')?.get('level');
  if (level !== undefined && (typeof level !== 'string' || !readLevels.has(level))) {
    if (level === 'linearizable' || level === 'snapshot') {
      throw new MongoError('NotAReplicaSet', 'node needs to be a replica set member to use read concern');
    }
    throw new MongoError('BadValue', "Enumeration value for field 'readConcern.level' is not a valid value.");
  }
  checkWriteConcern(args.doc('writeConcern'));
}

function checkWriteConcern(concern: Doc | undefined): void {
  const w = concern?.get('w') ?? new Int32(1);
  if (isNumber(w)) {
    if (toNumber(w) > 1) throw new MongoError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  } else if (typeof w === 'string' && w !== 'majority') {
    throw new MongoError(
      'BadValue',
      `cannot use non-majority 'w' mode "${w}" when a host is not a member of a replica set`,
    );
  }
}
