import { badUserInput } from '../../../platform/errors';

/** A link that lets whoever holds it download one file, until it is taken back. */
export interface StoredLink {
  /** Names the link to its owner; of no use for opening it. */
  readonly id: string;
  readonly fileId: string;
  /** Who made it: the file's owner. */
  readonly ownerId: string;
  /** SHA-256 of the token in the URL. The token itself is nowhere. */
  readonly tokenHash: string;
  readonly createdAt: Date;
  /** From then on it does not open any more; null for never. */
  readonly expiresAt: Date | null;
  /** How often it opens at most; null for no limit. */
  readonly maxDownloads: number | null;
  /** How often it has opened. */
  readonly downloadCount: number;
  /** What the password is compared with; null when none is asked for. */
  readonly passwordHash: string | null;
  /** When it was taken back; null while it was not. */
  readonly revokedAt: Date | null;
  /** Wrong passwords since `failedSince`. */
  readonly failedAttempts: number;
  readonly failedSince: Date | null;
}

/** What a link is made with. */
export interface ShareLinkInput {
  readonly fileId: string;
  readonly expiresAt?: Date | null | undefined;
  readonly maxDownloads?: number | null | undefined;
  readonly password?: string | null | undefined;
}

/** The most links that a file may have which were not taken back. */
export const MAX_LINKS_PER_FILE = 100;
/** This many wrong passwords within the time below, and the link takes none until it is over. */
const MAX_FAILED_ATTEMPTS = 10;
/** See above. */
export const FAILED_ATTEMPTS_MS = 15 * 60_000;

const MIN_PASSWORD = 6;
const MAX_PASSWORD = 256;
const MAX_DOWNLOADS = 1_000_000_000;

/**
 * Checks what a link is to be made with.
 * @throws AppError BAD_USER_INPUT with the field at fault.
 */
export function checkShareLink(
  { expiresAt = null, maxDownloads = null, password = null }: ShareLinkInput,
  now: Date,
): { expiresAt: Date | null; maxDownloads: number | null; password: string | null } {
  if (expiresAt !== null && !(expiresAt > now)) {
    throw badUserInput('expiresAt', 'A link can only expire in the future.');
  }
  if (
    maxDownloads !== null &&
    !(Number.isInteger(maxDownloads) && maxDownloads >= 1 && maxDownloads <= MAX_DOWNLOADS)
  ) {
    throw badUserInput('maxDownloads', 'A link can be opened once or more often.');
  }
  if (password !== null) {
    const length = [...password].length;
    if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
      throw badUserInput(
        'password',
        `The password of a link has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`,
      );
    }
  }
  return { expiresAt, maxDownloads, password };
}

/** Whether a link would still open, its file and password aside. */
export function isOpen(link: StoredLink, now: Date): boolean {
  return (
    link.revokedAt === null &&
    (link.expiresAt === null || link.expiresAt > now) &&
    (link.maxDownloads === null || link.downloadCount < link.maxDownloads)
  );
}

/** Seconds until the link takes passwords again; 0 when it does now. */
export function secondsUntilNextAttempt({ failedAttempts, failedSince }: StoredLink, now: Date): number {
  if (failedSince === null || failedAttempts < MAX_FAILED_ATTEMPTS) return 0;
  return Math.max(0, Math.ceil((failedSince.getTime() + FAILED_ATTEMPTS_MS - now.getTime()) / 1000));
}

/** Whether `token` has the form of one of ours (256 bits in base64url); others need not be looked up. */
export function isShareToken(token: string): boolean {
  return /^[\w-]{43}$/.test(token);
}
