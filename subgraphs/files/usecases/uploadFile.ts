import { createHash } from 'node:crypto';
import { finished, Transform, type Readable } from 'node:stream';
import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { SNIFFED_BYTES } from '../domain/contentMatch';
import { objectKeyOf, type StoredFile } from '../domain/file';
import { pendingEndsAt, leaseEndsAt } from '../domain/lifetimes';
import { maxStreamBytes } from '../domain/parts';
import { checkUploadRequest, type UploadInput } from '../domain/uploadRequest';
import { removeContent } from './deleteFile';
import type { FilesDeps } from './deps';
import { requireMatchingType } from './contentChecks';
import { aliveUntil } from './keepAlive';
import { reserve } from './reserve';
import { becomeReady } from './settleUpload';

/** A reservation for content of unknown size grows by at most this much at a time. */
const GROWTH_BYTES = 64 * 1024 * 1024;
/** While bytes are coming in, the sweeper is told so this often. */
const HEARTBEAT_MS = 60_000;

/** An upload that comes as a stream; `size` is null when the client has not said it. */
export interface StreamedUpload extends Omit<UploadInput, 'size' | 'idempotencyKey'> {
  readonly size: number | null;
  readonly body: Readable;
}

/**
 * Takes a file through this service, in constant memory, and answers it READY. Size, checksum, quota and type are
 * checked while it flows; when anything is wrong, or the client goes away, nothing is left of it.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT, FILE_TOO_LARGE, UNSUPPORTED_FILE_TYPE, QUOTA_EXCEEDED,
 * UPLOAD_INCOMPLETE when the stream ended early, CHECKSUM_MISMATCH.
 */
export async function uploadFile(
  deps: FilesDeps,
  caller: Caller,
  { body, ...input }: StreamedUpload,
): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  const file = await announce(deps, userId, input);
  try {
    const content = await receive(deps, file, body, input.size);
    if (file.checksum !== null && file.checksum !== content.checksum) throw new AppError('CHECKSUM_MISMATCH');
    return await becomeReady(deps, file, content);
  } catch (error) {
    await discard(deps, file);
    throw error;
  }
}

/** Reserves and records the file, PENDING. */
async function announce(
  deps: FilesDeps,
  ownerId: string,
  input: Omit<StreamedUpload, 'body'>,
): Promise<StoredFile> {
  const limits = { ...deps.limits, maxFileBytes: mostBytes(deps, input.size) };
  const { name, size, contentType, checksum, inputHash } = checkUploadRequest(
    { ...input, size: input.size ?? 0 },
    limits,
  );
  const { fileId: id, at } = await reserve(deps, ownerId, { size, idempotencyKey: null });
  const file: StoredFile = {
    name,
    size,
    contentType,
    checksum,
    inputHash,
    idempotencyKey: null,
    id,
    ownerId,
    status: 'PENDING',
    charge: 'RESERVED',
    objectKey: objectKeyOf(ownerId, id),
    method: 'STREAM',
    uploadExpiresAt: aliveUntil(at),
    createdAt: at,
    updatedAt: at,
    trashedAt: null,
  };
  const inserted = await deps.files.insert(file, pendingEndsAt(file.uploadExpiresAt));
  if (inserted !== 'INSERTED') throw new AppError('SERVICE_UNAVAILABLE');
  return file;
}

/** Streams the body into the store and answers what it was. */
async function receive(
  deps: FilesDeps,
  file: StoredFile,
  body: Readable,
  announcedSize: number | null,
): Promise<{ size: number; checksum: string }> {
  const hash = createHash('sha256');
  const most = mostBytes(deps, announcedSize);
  let size = 0;
  let reserved = file.size;
  let start = Buffer.alloc(0);
  let lastSignOfLife = deps.clock.now().getTime();

  const take = async (chunk: Buffer): Promise<void> => {
    size += chunk.length;
    if (size > most) throw new AppError('FILE_TOO_LARGE');
    if (announcedSize !== null && size > announcedSize) throw new AppError('BAD_USER_INPUT');
    if (size > reserved) reserved = await grow(deps, file, reserved, size);
    hash.update(chunk);
    const wasShort = start.length < SNIFFED_BYTES;
    if (wasShort) start = Buffer.concat([start, chunk.subarray(0, SNIFFED_BYTES - start.length)]);
    if (wasShort && start.length === SNIFFED_BYTES) await requireMatchingType(deps, file.contentType, start);
    const now = deps.clock.now();
    if (now.getTime() - lastSignOfLife >= HEARTBEAT_MS) {
      lastSignOfLife = now.getTime();
      await signOfLife(deps, file, now);
    }
  };
  const finish = async (): Promise<void> => {
    if (announcedSize !== null && size < announcedSize) throw new AppError('UPLOAD_INCOMPLETE');
    if (size > 0 && size < SNIFFED_BYTES) await requireMatchingType(deps, file.contentType, start);
    if (
      size !== reserved &&
      !(await deps.usage.resize(file.ownerId, file.id, size, deps.limits.quotaBytes))
    ) {
      throw new AppError('CONFLICT');
    }
  };
  const checked = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      take(chunk).then(() => done(null, chunk), done);
    },
    flush: (done) => {
      finish().then(() => done(), done);
    },
  });
  const writing = deps.objects
    .writeObject(file.objectKey, file.contentType, checked, announcedSize)
    .catch((error: Error) => {
      checked.destroy(error);
      throw error;
    });
  // Both must have ended, the store's undoing included, before anybody tidies up after them.
  for (const ended of await Promise.allSettled([flow(body, checked), writing])) {
    if (ended.status === 'fulfilled') continue;
    body.unpipe(checked);
    throw ended.reason;
  }
  return { size, checksum: hash.digest('base64') };
}

/**
 * Lets bytes flow from `body` through `checked`. Unlike stream.pipeline it leaves `body` alone when something is
 * wrong: it is a request, and the client is to get an answer. The store's side ends by the error in `checked`, and
 * has undone its work by the time it says so.
 */
function flow(body: Readable, checked: Transform): Promise<void> {
  return new Promise((resolve, reject) => {
    finished(body, { writable: false }, (error) => {
      if (error == null) return;
      // The door says what is wrong with what carries the file; anything else is a client that went away.
      checked.destroy(
        error instanceof AppError ? error : new AppError('UPLOAD_INCOMPLETE', { cause: error }),
      );
    });
    finished(checked, { readable: false }, (error) => {
      if (error == null) resolve();
      else reject(error);
    });
    body.pipe(checked);
  });
}

/** The largest file, or the longest stream if that is less. */
function mostBytes({ limits }: FilesDeps, announcedSize: number | null): number {
  return Math.min(limits.maxFileBytes, maxStreamBytes(announcedSize));
}

/** Doubles a reservation, or takes just what is needed where that does not fit. */
async function grow(deps: FilesDeps, file: StoredFile, reserved: number, needed: number): Promise<number> {
  const { quotaBytes, maxFileBytes } = deps.limits;
  const generous = Math.min(maxFileBytes, Math.max(needed, reserved + Math.min(reserved, GROWTH_BYTES)));
  for (const size of new Set([generous, needed])) {
    if (await deps.usage.resize(file.ownerId, file.id, size, quotaBytes)) return size;
  }
  throw new AppError('QUOTA_EXCEEDED');
}

async function signOfLife({ files }: FilesDeps, file: StoredFile, now: Date): Promise<void> {
  const uploadExpiresAt = aliveUntil(now);
  const extended = await files.extendUpload(file.ownerId, file.id, {
    uploadExpiresAt,
    sweepAt: pendingEndsAt(uploadExpiresAt),
  });
  if (extended === null) throw new AppError('CONFLICT', { message: 'The file was deleted meanwhile.' });
}

/** Removes what there is of a failed upload; should that fail as well, the sweeper will do it. */
async function discard(deps: FilesDeps, file: StoredFile): Promise<void> {
  try {
    const at = deps.clock.now();
    const sweepAt = leaseEndsAt(at);
    const deleting = await deps.files.markDeleting(file.ownerId, file.id, { at, sweepAt });
    if (deleting !== null) await removeContent(deps, deleting);
  } catch (error) {
    deps.log.warn({ err: error, fileId: file.id }, 'removing a failed upload is left to the sweeper');
  }
}
