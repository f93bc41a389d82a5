import { MongooseError, mongo } from 'mongoose';
import { AppError } from '../errors';
import { withDeadline } from './deadline';

/** The longest a single piece of database work may take in all, waiting for a connection included. */
const OPERATION_DEADLINE_MS = 3_000;

const MAX_TIME_EXPIRED = 50;
const DUPLICATE_KEY = 11000;
/** The driver's errors about its pool, which it does not export. */
const POOL_TROUBLE = new Set(['MongoWaitQueueTimeoutError', 'MongoPoolClosedError']);

/**
 * Runs database work, at most OPERATION_DEADLINE_MS long, and says the driver's troubles in our words.
 * @throws AppError TIMEOUT when the deadline passed (the outcome is unknown), SERVICE_UNAVAILABLE when the database
 * cannot be reached; everything else as it was thrown.
 */
export async function withMongo<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await withDeadline(work, OPERATION_DEADLINE_MS);
  } catch (error) {
    if (isSilence(error) || hasCode(error, MAX_TIME_EXPIRED)) {
      throw new AppError('TIMEOUT', { cause: error });
    }
    if (isConnectionTrouble(error))
      throw new AppError('SERVICE_UNAVAILABLE', { cause: error, retryAfterSeconds: 1 });
    throw error;
  }
}

/** Whether a unique index refused a write; `field` narrows it to an index with this field. */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) return false;
  if (field === undefined) return true;
  const pattern = (error as { keyPattern?: Record<string, unknown> }).keyPattern ?? {};
  return field in pattern;
}

/** A server that was sent something and did not answer; one that could not even be greeted is merely not there. */
function isSilence(error: unknown): boolean {
  const wasGreeted = !(error as { beforeHandshake?: boolean } | null)?.beforeHandshake;
  return error instanceof mongo.MongoNetworkTimeoutError && wasGreeted;
}

function isConnectionTrouble(error: unknown): boolean {
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoClientClosedError ||
    (error instanceof mongo.MongoDriverError && POOL_TROUBLE.has(error.name)) ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError')) ||
    // mongoose's own answer while bufferCommands is off and there is no connection.
    (error instanceof MongooseError && error.message.includes('initial connection'))
  );
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof mongo.MongoServerError && error.code === code;
}
