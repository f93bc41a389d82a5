import type { BusboyInstance } from '@fastify/busboy';
import { Busboy } from '@fastify/busboy';
import { S3Error } from './errors';

const MAX_FIELD_BYTES = 20 * 1024;
const MAX_FIELDS = 1000;

/** A form up to its file, whose bytes are still arriving. */
export interface UploadForm {
  /** By name in lower case; what follows the file is ignored, as S3 does. */
  readonly fields: ReadonlyMap<string, string>;
  /** The last part of the name the browser gave the file. */
  readonly fileName: string;
  readonly file: AsyncIterable<Buffer>;
}

/**
 * Reads a multipart/form-data body with a field named `file`, and gives it to `handle` when the file
 * begins. Throws MalformedPOSTRequest, or InvalidArgument when there is no file.
 */
export async function readForm<Result>(
  contentType: string,
  body: AsyncIterable<Buffer>,
  handle: (form: UploadForm) => Promise<Result>,
): Promise<Result> {
  const busboy = createParser(contentType);
  const fields = new Map<string, string>();
  let handled: Promise<Result> | undefined;
  let stopped: (reason: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (stopped = reject));
  busboy.on('error', (cause) => stopped(new S3Error('MalformedPOSTRequest', { cause })));
  busboy.on('field', (name, value, _nameCut, valueCut) => {
    if (handled !== undefined) return;
    if (valueCut || !name || fields.has(name.toLowerCase())) stopped(new S3Error('MalformedPOSTRequest'));
    else fields.set(name.toLowerCase(), value);
  });
  busboy.on('fieldsLimit', () => stopped(new S3Error('MalformedPOSTRequest')));
  busboy.on('file', (_name, file, fileName) => {
    handled = handle({ fields, fileName: fileName ?? '', file: file as AsyncIterable<Buffer> });
    // What goes wrong with the file goes wrong with the form, and is reported there.
    file.on('error', () => undefined);
    // Nobody reads the file any more, but what is left of the request has to pass.
    handled.catch(() => file.resume());
    failed.catch((reason: Error) => file.destroy(reason));
  });
  const feeding = (async () => {
    for await (const chunk of body) {
      await new Promise<void>((resolve) => busboy.write(chunk, () => resolve()));
    }
    busboy.end();
    if (handled !== undefined) return handled;
    throw new S3Error('InvalidArgument', {
      message: 'POST requires exactly one file upload per request.',
      details: { ArgumentName: 'file', ArgumentValue: '0' },
    });
  })();
  feeding.catch(stopped);
  return Promise.race([failed, feeding, whenHandled(busboy, () => handled)]);
}

function createParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      isPartAFile: (name) => name?.toLowerCase() === 'file',
      limits: { fieldSize: MAX_FIELD_BYTES, fields: MAX_FIELDS, files: 1, headerPairs: 100 },
    });
  } catch (cause) {
    throw new S3Error('MalformedPOSTRequest', { cause });
  }
}

/** Settles as the handling does, so that a refusal need not wait for the end of a long body. */
function whenHandled<Result>(
  busboy: BusboyInstance,
  handled: () => Promise<Result> | undefined,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    busboy.on('file', () => void handled()?.then(resolve, reject));
  });
}
