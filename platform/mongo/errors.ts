import { MongooseError, mongo } from 'mongoose';
import { AppError } from '../errors';

const MAX_TIME_EXPIRED = 50;
const DUPLICATE_KEY = 11000;

/**
 * Runs database work and says the driver's troubles in our words.
 * @throws AppError TIMEOUT when the deadline passed (the outcome is unknown), SERVICE_UNAVAILABLE when the database
 * cannot be reached; everything else as it was thrown.
 */
export async function withMongo<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof mongo.MongoOperationTimeoutError || hasCode(error, MAX_TIME_EXPIRED)) {
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

function isConnectionTrouble(error: unknown): boolean {
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoClientClosedError ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError')) ||
    // mongoose's own answer while bufferCommands is off and there is no connection.
    (error instanceof MongooseError && error.message.includes('initial connection'))
  );
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof mongo.MongoServerError && error.code === code;
}
