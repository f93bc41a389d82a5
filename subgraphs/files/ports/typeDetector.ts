import type { Sniffed } from '../domain/contentMatch';

/** Recognises types by magic bytes. */
export interface TypeDetector {
  /** What a file's first bytes say. */
  sniff(start: Buffer): Promise<Sniffed>;
  /** The question whether a media type has magic bytes that `sniff` knows. */
  loadMagicTypes(): Promise<ReadonlySet<string>>;
}
