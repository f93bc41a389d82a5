import express, { type RequestHandler } from 'express';

/**
 * Reads JSON bodies of at most `limitBytes`, unpacked, in UTF-8 and nothing else (RFC 8259 section 8.1; express alone
 * takes any charset whose name starts with "utf-").
 */
export function jsonBody(limitBytes: number): RequestHandler {
  return express.json({
    limit: limitBytes,
    verify(_request, _response, _body, encoding) {
      if (encoding !== 'utf-8') {
        throw Object.assign(new Error('charset is not UTF-8'), { type: 'charset.unsupported' });
      }
    },
  });
}
