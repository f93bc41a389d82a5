import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { finished, type Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { AppError, badUserInput } from '../../../platform/errors';

/** A client that sends nothing for this long has gone away. */
const IDLE_MS = 60_000;
/** The form field that holds the file. */
const FILE_FIELD = 'file';

/** A file on its way in. */
export interface UploadBody {
  /** The name in the form, undefined for a raw body. */
  readonly name: string | undefined;
  readonly contentType: string;
  /** Bytes; null when the client has not said. */
  readonly size: number | null;
  readonly body: Readable;
}

/**
 * Opens what POST /upload carries: the field `file` of a form (multipart/form-data, RFC 7578), or else the body
 * itself. Nothing is read ahead: the stream flows as fast as it is consumed.
 * @throws AppError BAD_USER_INPUT, UNSUPPORTED_MEDIA_TYPE for a compressed body.
 */
export async function openUploadBody(request: IncomingMessage): Promise<UploadBody> {
  const { headers } = request;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { message: 'Send the file without content-encoding.' });
  }
  request.setTimeout(IDLE_MS, () => request.destroy());
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  if (/^multipart\/form-data\b/i.test(contentType)) return openForm(request, contentType);
  return { name: undefined, contentType, size: lengthOf(headers), body: request };
}

/** Node has refused anything but digits; a chunked body has no length. */
function lengthOf(headers: IncomingHttpHeaders): number | null {
  if (headers['content-length'] !== undefined) return Number(headers['content-length']);
  return headers['transfer-encoding'] === undefined ? 0 : null;
}

function openForm(request: IncomingMessage, contentType: string): Promise<UploadBody> {
  const form = createForm({ ...request.headers, 'content-type': contentType });
  return new Promise((resolve, reject) => {
    let file: Readable | null = null;
    const fail = (error: Error): void => {
      request.unpipe(form);
      if (file === null) reject(error);
      else file.destroy(error);
    };
    form.on('file', (field, stream, name, _encoding, mediaType) => {
      // Who reads the file learns of an error also later; but one that comes before would end the process.
      stream.on('error', () => undefined);
      if (field !== FILE_FIELD) {
        stream.resume();
        fail(badUserInput(field, `The form's file goes into the field "${FILE_FIELD}".`));
        return;
      }
      file = stream;
      resolve({ name: decodeName(name), contentType: mediaType, size: null, body: stream });
    });
    form.on('filesLimit', () => fail(badUserInput(FILE_FIELD, 'A form carries one file.')));
    form.on('finish', () => fail(badUserInput(FILE_FIELD, `The form has no file field "${FILE_FIELD}".`)));
    form.on('error', (error) => fail(malformed(error)));
    finished(request, { writable: false }, (error) => {
      if (error != null) fail(malformed(error));
    });
    request.pipe(form);
  });
}

/**
 * Browsers, and curl, write quotes and line breaks in names as %22, %0D and %0A, and nothing else so (HTML Living
 * Standard, "Multipart form data").
 */
function decodeName(name: string | undefined): string | undefined {
  return name?.replace(/%(?:22|0D|0A)/gi, decodeURIComponent);
}

function createForm(headers: BusboyHeaders): BusboyInstance {
  try {
    return new Busboy({
      headers,
      // A name that is a path is refused like any other bad name, not quietly cut.
      preservePath: true,
      limits: { files: 1, fields: 10, fieldSize: 1024, fieldNameSize: 100, parts: 20, headerPairs: 20 },
    });
  } catch (error) {
    throw malformed(error);
  }
}

function malformed(cause: unknown): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: 'The form is not well-formed multipart/form-data.',
    cause,
  });
}
