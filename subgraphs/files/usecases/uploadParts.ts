import { AppError, badUserInput } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { checkChecksum } from '../domain/checksum';
import { isFileId, type StoredFile } from '../domain/file';
import { partCountOf, plannedPart, type PartPlan } from '../domain/parts';
import type { PartsUpload, SignedPart, StoredPart } from '../ports';
import type { FilesDeps } from './deps';
import { partsUploadOf } from './joinParts';

/** The most parts to answer at once. */
const MAX_PAGE = 100;
/** The store lists at most this many at a time. */
const STORE_PAGE = 1_000;

/** Which parts of an upload. */
export interface UploadPartsInput {
  readonly fileId: string;
  /** How many parts, 1 to 100. */
  readonly first?: number | null | undefined;
  /** The number of the part to go on behind; 0 from the start. */
  readonly after?: number | null | undefined;
  /** Leave out parts that are there. */
  readonly onlyMissing?: boolean | null | undefined;
  /** SHA-256 of parts, in base64. */
  readonly checksums?:
    readonly { readonly partNumber: number; readonly checksum: string }[] | null | undefined;
}

/** A part: how to send it, and what has arrived of it. */
export interface PartToSend {
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly isUploaded: boolean;
  /** The store's tag of what has arrived. */
  readonly etag: string | null;
  /** Null when the part needs a checksum that was not given. */
  readonly request: SignedPart | null;
}

/** A page of parts. */
export interface UploadPartsPage {
  readonly file: StoredFile;
  readonly parts: readonly PartToSend[];
  /** Where the next page begins; null when there is none. */
  readonly nextAfter: number | null;
}

type PartedFile = StoredFile & { readonly parts: PartPlan };

/**
 * Parts of an upload with what has arrived of them and URLs to send them to; begins the upload in the store when
 * nobody has. Works for as long as the upload lasts, so a client can go on after days.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, BAD_USER_INPUT, CONFLICT when nothing can be sent any more.
 */
export async function uploadParts(
  deps: FilesDeps,
  caller: Caller,
  input: UploadPartsInput,
): Promise<UploadPartsPage> {
  const { userId } = requireUser(caller);
  const first = wholeNumber('first', input.first ?? 20, 1, MAX_PAGE);
  const found = isFileId(input.fileId) ? await deps.files.find(userId, input.fileId) : null;
  if (found === null || found.status === 'DELETING') throw new AppError('NOT_FOUND');
  const file = requireParts(found);
  const count = partCountOf(file);
  const after = wholeNumber('after', input.after ?? 0, 0, count);
  const checksums = readChecksums(file, input.checksums ?? []);
  const at = deps.clock.now();
  const secondsLeft = Math.floor((file.uploadExpiresAt.getTime() - at.getTime()) / 1000);
  if (secondsLeft < 1) throw new AppError('CONFLICT', { message: 'The time to send parts is over.' });

  const { upload, stored } = await openUpload(deps, file, after, first, input.onlyMissing === true);
  const numbers: number[] = [];
  for (let number = after + 1; number <= count && numbers.length < first; number += 1) {
    if (!(input.onlyMissing === true && stored.has(number))) numbers.push(number);
  }
  const seconds = Math.min(deps.uploadUrlSeconds, secondsLeft);
  const parts = numbers.map(async (number): Promise<PartToSend> => {
    const planned = plannedPart(file, number);
    const checksum = checksums.get(number) ?? null;
    const canSign = checksum !== null || !file.parts.hasChecksums;
    const there = stored.get(number);
    return {
      partNumber: number,
      sizeBytes: planned.sizeBytes,
      isUploaded: there?.sizeBytes === planned.sizeBytes,
      etag: there?.etag ?? null,
      request: canSign ? await deps.objects.signPart(upload, { ...planned, checksum }, at, seconds) : null,
    };
  });
  const last = numbers.at(-1) ?? count;
  return { file, parts: await Promise.all(parts), nextAfter: last < count ? last : null };
}

function requireParts(file: StoredFile): PartedFile {
  const { parts } = file;
  if (parts === undefined) throw badUserInput('fileId', 'This file is not uploaded in parts.');
  if (file.status !== 'PENDING') throw new AppError('CONFLICT', { message: 'The upload is complete.' });
  return { ...file, parts };
}

function wholeNumber(field: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw badUserInput(field, `"${field}" must be ${least} to ${most}.`);
}

function readChecksums(
  file: PartedFile,
  given: readonly { readonly partNumber: number; readonly checksum: string }[],
): Map<number, string> {
  if (given.length > 0 && !file.parts.hasChecksums) {
    throw badUserInput('checksums', 'This upload was announced without partChecksums.');
  }
  return new Map(
    given.map(({ partNumber, checksum }) => [
      wholeNumber('checksums', partNumber, 1, partCountOf(file)),
      checkChecksum(checksum),
    ]),
  );
}

/** The upload in the store, begun now if need be, and what it has of the parts behind `after`. */
async function openUpload(
  deps: FilesDeps,
  file: PartedFile,
  after: number,
  first: number,
  onlyMissing: boolean,
): Promise<{ upload: PartsUpload; stored: Map<number, StoredPart> }> {
  const known = partsUploadOf(file);
  if (known === null) return { upload: await begin(deps, file), stored: new Map() };
  const stored = onlyMissing
    ? await listUntilMissing(deps, known, after, first)
    : await deps.objects.listParts(known, after, first);
  if (stored !== null) return { upload: known, stored: new Map(stored.map((part) => [part.number, part])) };
  // The store has given the upload up, or its parts were joined and wait to be verified.
  if ((await deps.objects.findObject(file.objectKey)) !== null) {
    throw new AppError('CONFLICT', { message: 'All parts have arrived. Call completeUpload.' });
  }
  return { upload: await begin(deps, file), stored: new Map() };
}

/** Lists parts until `wanted` of them are known to be missing, or there are no more. */
async function listUntilMissing(
  { objects }: FilesDeps,
  upload: PartsUpload,
  after: number,
  wanted: number,
): Promise<StoredPart[] | null> {
  const all: StoredPart[] = [];
  let last = after;
  for (;;) {
    const page = await objects.listParts(upload, last, STORE_PAGE);
    if (page === null) return null;
    all.push(...page);
    last = page.at(-1)?.number ?? last;
    if (page.length < STORE_PAGE || last - after - all.length >= wanted) return all;
  }
}

/** Begins an upload in the store and records it; of several at once one counts, and the others are given up. */
async function begin(deps: FilesDeps, file: PartedFile): Promise<PartsUpload> {
  const { ownerId, id, objectKey, parts } = file;
  const uploadId = await deps.objects.beginParts(file, parts.hasChecksums);
  const recorded = await deps.files.setPartsUpload(ownerId, id, { from: parts.uploadId, to: uploadId });
  if (recorded !== null) return { objectKey, uploadId };
  await deps.objects.abortParts({ objectKey, uploadId });
  const now = await deps.files.find(ownerId, id);
  const winner = now?.status === 'PENDING' ? partsUploadOf(now) : null;
  if (winner === null || winner.uploadId === parts.uploadId) {
    throw new AppError('CONFLICT', { message: 'The upload has ended meanwhile.' });
  }
  return winner;
}
