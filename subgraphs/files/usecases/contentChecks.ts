import { AppError } from '../../../platform/errors';
import { Turns } from '../../../platform/service';
import { contentMatches, SNIFFED_BYTES } from '../domain/contentMatch';
import type { StoredFile } from '../domain/file';
import { MULTIPART_FROM_BYTES } from '../domain/parts';
import type { ObjectDescription } from '../ports';
import type { FilesDeps } from './deps';
import { keepAlive } from './keepAlive';

/** What is asked of stored bytes before their file may be READY; throws an AppError when the answer is no. */
type ContentCheck = (deps: FilesDeps, file: StoredFile, found: ObjectDescription) => Promise<void>;

/** What costs little, whatever the size. */
const QUICK_CHECKS: readonly ContentCheck[] = [checkSize, checkType];

/**
 * Everything, in this order. This is the place between the last byte and READY: a scan for malware is one more
 * check at the end. Like hashing it may take hours, in which the file is PENDING and callers hear TIMEOUT.
 */
const CHECKS: readonly ContentCheck[] = [...QUICK_CHECKS, checkChecksum];

/**
 * Compares what is stored under the file's key with what was announced (promise U07).
 * @throws AppError UPLOAD_INCOMPLETE, UNSUPPORTED_FILE_TYPE, CHECKSUM_MISMATCH.
 */
export function checkContent(deps: FilesDeps, file: StoredFile): Promise<void> {
  return runChecks(CHECKS, deps, file);
}

/** As checkContent, but only what costs little. */
export function checkQuickly(deps: FilesDeps, file: StoredFile): Promise<void> {
  return runChecks(QUICK_CHECKS, deps, file);
}

async function runChecks(checks: readonly ContentCheck[], deps: FilesDeps, file: StoredFile): Promise<void> {
  const found = await deps.objects.findObject(file.objectKey);
  if (found === null) throw new AppError('UPLOAD_INCOMPLETE');
  for (const check of checks) await check(deps, file, found);
}

async function checkSize(_deps: FilesDeps, file: StoredFile, found: ObjectDescription): Promise<void> {
  if (found.size !== file.size) throw new AppError('UPLOAD_INCOMPLETE');
}

async function checkType(deps: FilesDeps, file: StoredFile): Promise<void> {
  if (file.size === 0) return;
  const start = await deps.objects.readStart(file.objectKey, SNIFFED_BYTES);
  await requireMatchingType(deps, file.contentType, start);
}

async function checkChecksum(deps: FilesDeps, file: StoredFile, found: ObjectDescription): Promise<void> {
  if (file.checksum === null) return;
  // Not every store computes checksums, and none that of an object which came in parts; then we do.
  const checksum = found.checksum ?? (await hashInTurn(deps, file));
  if (checksum !== file.checksum) throw new AppError('CHECKSUM_MISMATCH');
}

/** The queues of a process in which objects are read to hash them. */
export function createHashingTurns(): FilesDeps['hashing'] {
  return {
    small: new Turns({ atOnce: 8, waiting: 1_000, retryAfterSeconds: 3 }),
    large: new Turns({ atOnce: 2, waiting: 100, retryAfterSeconds: 3 }),
  };
}

/**
 * Reads and hashes an object, a few at a time. Callers hear TIMEOUT meanwhile, whether it waits or is being read.
 * @throws AppError SERVICE_UNAVAILABLE when too many wait.
 */
function hashInTurn(deps: FilesDeps, file: StoredFile): Promise<string> {
  const turns = file.size < MULTIPART_FROM_BYTES ? deps.hashing.small : deps.hashing.large;
  return turns.run(() => deps.objects.hashObject(file.objectKey, keepAlive(deps, file)));
}

/**
 * Refuses content whose first bytes are of another type than announced (promise U07).
 * @throws AppError UNSUPPORTED_FILE_TYPE.
 */
export async function requireMatchingType(
  { types }: Pick<FilesDeps, 'types'>,
  contentType: string,
  start: Buffer,
): Promise<void> {
  const magicTypes = await types.loadMagicTypes();
  const sniffed = await types.sniff(start);
  if (contentMatches(contentType, sniffed, (mediaType) => magicTypes.has(mediaType))) return;
  throw new AppError('UNSUPPORTED_FILE_TYPE', {
    message: `The content is not of the announced type${sniffed.recognised === null ? '' : `; it looks like ${sniffed.recognised}`}.`,
  });
}
