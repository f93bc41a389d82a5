import { badUserInput } from '../../../platform/errors';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** What S3 allows (Amazon S3 User Guide, "Amazon S3 multipart upload limits"): every part but the last. */
export const MIN_PART_BYTES = 5 * MIB;
/** The largest part, and the largest object that one PUT or POST carries. */
export const MAX_SINGLE_BYTES = 5 * GIB;
/** The most parts of one object. */
export const MAX_PARTS = 10_000;
/** The largest object. */
export const MAX_OBJECT_BYTES = 5 * 1024 * GIB;
/** From this size on an upload comes in parts unless the client says otherwise. */
export const MULTIPART_FROM_BYTES = 64 * MIB;

/** Small enough to be sent again after a broken connection, large enough for 160 GB in 10,000 parts. */
const USUAL_PART_BYTES = 16 * MIB;

/** The parts of a stream of unknown length; few of them are in memory at a time. */
const STREAM_PART_BYTES = 8 * MIB;
/** ... and of a stream of known length at most: what memory allows. */
const MAX_STREAM_PART_BYTES = 64 * MIB;

/** How an upload is divided. Every part but the last has `sizeBytes`. */
export interface PartPlan {
  readonly sizeBytes: number;
  /** Whether the client sends the SHA-256 of every part, which the store then verifies. */
  readonly hasChecksums: boolean;
  /** The store's name of the upload, null until its first part was asked for. Never leaves the service. */
  readonly uploadId: string | null;
}

/** A part's place in the file. */
export interface PlannedPart {
  /** 1 to `partCount`. */
  readonly number: number;
  readonly sizeBytes: number;
}

/**
 * The size of an upload's parts: what the client wants within S3's limits, else 16 MiB or as much more as it takes
 * to come out with 10,000 parts.
 * @throws AppError BAD_USER_INPUT for a size outside S3's limits, and for an empty file, which has no parts.
 */
export function choosePartSize(size: number, wanted: number | null): number {
  if (size === 0) throw badUserInput('method', 'An empty file has no parts: use PUT or POST.');
  const least = Math.ceil(size / MAX_PARTS);
  if (wanted === null) return Math.max(USUAL_PART_BYTES, Math.ceil(least / MIB) * MIB);
  const lowest = Math.max(MIN_PART_BYTES, least);
  if (!Number.isSafeInteger(wanted) || wanted < lowest || wanted > MAX_SINGLE_BYTES) {
    throw badUserInput('partSizeBytes', `Parts of this file have ${lowest} to ${MAX_SINGLE_BYTES} bytes.`);
  }
  return wanted;
}

/** The size of the parts in which a stream goes into the store; `size` is null when nobody knows it. */
export function streamPartSize(size: number | null): number {
  return Math.max(STREAM_PART_BYTES, Math.ceil((size ?? 0) / MAX_PARTS));
}

/** The longest stream that 10,000 parts carry in constant memory: 78 GiB, or 625 GiB when its length is known. */
export function maxStreamBytes(size: number | null): number {
  return MAX_PARTS * (size === null ? STREAM_PART_BYTES : MAX_STREAM_PART_BYTES);
}

/** How many parts a file has. */
export function partCountOf({ size, parts }: { size: number; parts: { sizeBytes: number } }): number {
  return Math.ceil(size / parts.sizeBytes);
}

/** The part with this number, 1 to `partCount`. */
export function plannedPart(
  file: { size: number; parts: { sizeBytes: number } },
  number: number,
): PlannedPart {
  const before = (number - 1) * file.parts.sizeBytes;
  return { number, sizeBytes: Math.min(file.parts.sizeBytes, file.size - before) };
}
