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

/** Whether bytes are text in UTF-8; a character cut off at the end does not count against it. */
function isText(start: Buffer): boolean {
  if (start.some((byte) => byte < 0x20 && !isTextControl(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    // The decoder tells "not UTF-8" by throwing.
    return false;
  }
}

/** Tab, line feed, form feed, carriage return and escape occur in texts. */
function isTextControl(byte: number): boolean {
  return byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x1b;
}
