import type { Sniffed } from '../../domain/contentMatch';
import type { TypeDetector } from '../../ports';

/** Recognises types with file-type, an ES module that CommonJS has to import dynamically. */
export class MagicTypeDetector implements TypeDetector {
  async sniff(start: Buffer): Promise<Sniffed> {
    const { fileTypeFromBuffer } = await import('file-type');
    const recognised = await fileTypeFromBuffer(start);
    return { recognised: recognised?.mime ?? null, isText: isText(start) };
  }

  async loadMagicTypes(): Promise<ReadonlySet<string>> {
    const { supportedMimeTypes } = await import('file-type');
    return supportedMimeTypes;
  }
}

/** Control characters that do not occur in texts: all but tab, line feed, form feed, carriage return and escape. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const BINARY = /[\x00-\x08\x0B\x0E-\x1A\x1C-\x1F]/;

/** Whether bytes are text in UTF-8, or in UTF-16 that says so; a character cut off at the end does not count. */
function isText(start: Buffer): boolean {
  try {
    const text = new TextDecoder(encodingOf(start), { fatal: true }).decode(start, { stream: true });
    return !BINARY.test(text);
  } catch {
    // The decoder tells "not in this encoding" by throwing.
    return false;
  }
}

/** By the byte order mark, with which Windows begins what it calls "Unicode" text. */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
