import type { IncomingMessage } from 'node:http';
import { AppError } from '../../platform/errors';

/**
 * Reads a short body whole, as it came.
 * @throws AppError PAYLOAD_TOO_LARGE as soon as it is known to be too long, BAD_USER_INPUT when it breaks off.
 */
export function readWholeBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      reject(new AppError('PAYLOAD_TOO_LARGE'));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take);
      reject(new AppError('PAYLOAD_TOO_LARGE'));
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => reject(new AppError('BAD_USER_INPUT', { message: 'The body broke off.' })));
  });
}
