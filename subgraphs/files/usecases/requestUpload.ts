import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { objectKeyOf, type StoredFile } from '../domain/file';
import { nextPendingVisit } from '../domain/lifetimes';
import { checkUploadRequest, type UploadInput, type UploadRequest } from '../domain/uploadRequest';
import type { FilesDeps } from './deps';
import { reserve } from './reserve';
import { settleCharge } from './settleCharge';
import { issueTicket, uploadEndsAt, type UploadTicket } from './uploadTicket';

/** An announced file and how to send its bytes; `upload` is null once they are there. */
export interface RequestedUpload {
  readonly file: StoredFile;
  readonly upload: UploadTicket | null;
}

/**
 * Sets quota aside and signs a URL that takes exactly the announced bytes. The reservation comes before the record:
 * should the process die in between, the sweeper finds a reservation without a file.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT, FILE_TOO_LARGE, UNSUPPORTED_FILE_TYPE, QUOTA_EXCEEDED,
 * IDEMPOTENCY_KEY_REUSED, CONFLICT when the file of a repeated request was deleted or has expired.
 */
export async function requestUpload(
  deps: FilesDeps,
  caller: Caller,
  input: UploadInput,
): Promise<RequestedUpload> {
  const { userId } = requireUser(caller);
  const request = checkUploadRequest(input, deps.limits);
  const earlier = await findEarlier(deps, userId, request);
  if (earlier !== null) return repeat(deps, earlier, request);

  const { size, idempotencyKey } = request;
  const reservation = await reserve(deps, userId, { size, idempotencyKey });
  const at = deps.clock.now();
  const file = newFile(deps, userId, request, reservation.fileId, at);
  const upload = await issueTicket(deps, file, at);
  const outcome = await deps.files.insert(file, nextPendingVisit(file, at));
  if (outcome === 'INSERTED') return { file, upload };

  const winner = await findEarlier(deps, userId, request);
  if (winner?.id !== file.id) await deps.usage.release(userId, file.id);
  // Without a winner the sweeper has taken the reservation for an orphan: as good as nothing done, so try again.
  if (winner === null) throw new AppError('SERVICE_UNAVAILABLE');
  return repeat(deps, winner, request);
}

async function findEarlier(
  { files }: FilesDeps,
  ownerId: string,
  { idempotencyKey }: UploadRequest,
): Promise<StoredFile | null> {
  return idempotencyKey === null ? null : files.findByKey(ownerId, idempotencyKey);
}

function newFile(deps: FilesDeps, ownerId: string, request: UploadRequest, id: string, at: Date): StoredFile {
  return {
    ...request,
    id,
    ownerId,
    status: 'PENDING',
    charge: 'RESERVED',
    objectKey: objectKeyOf(ownerId, id),
    uploadExpiresAt: uploadEndsAt(deps, { method: request.method, createdAt: at }, at),
    createdAt: at,
    updatedAt: at,
    trashedAt: null,
  };
}

/** The answer to a request that was made before: the same file, with a fresh URL while it needs one. */
async function repeat(deps: FilesDeps, file: StoredFile, request: UploadRequest): Promise<RequestedUpload> {
  if (file.inputHash !== request.inputHash) {
    throw new AppError('IDEMPOTENCY_KEY_REUSED', { field: 'idempotencyKey' });
  }
  if (file.status === 'DELETING') {
    throw new AppError('CONFLICT', {
      field: 'idempotencyKey',
      message: 'The upload with this idempotencyKey has expired or was deleted. Choose a new key.',
    });
  }
  if (file.status === 'READY' || file.status === 'TRASHED') {
    await settleCharge(deps, file);
    return { file, upload: null };
  }
  const at = deps.clock.now();
  const uploadExpiresAt = uploadEndsAt(deps, file, at);
  const sweepAt = nextPendingVisit({ method: file.method, uploadExpiresAt }, at);
  const extended = await deps.files.extendUpload(file.ownerId, file.id, { uploadExpiresAt, sweepAt });
  if (extended !== null) return { file: extended, upload: await issueTicket(deps, extended, at) };
  // It has just become something else, and nothing is PENDING ever again.
  const now = await deps.files.find(file.ownerId, file.id);
  if (now === null) throw new AppError('CONFLICT', { field: 'idempotencyKey' });
  return repeat(deps, now, request);
}
