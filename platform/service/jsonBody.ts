import express, { type RequestHandler } from 'express';

/**
 * Reads JSON bodies of at most `limitBytes`, unpacked, in UTF-8 and nothing else (RFC 8259 section 8.1; express alone
 * takes any charset whose name starts with "utf-"). One that is longer is refused as soon as that is known, by the
 * length it says or when so much has come: express alone would wait for its end, whenever that is.
 */
export function jsonBody(limitBytes: number): RequestHandler {
  const read = express.json({
    limit: limitBytes,
    verify(_request, _response, _body, encoding) {
      if (encoding !== 'utf-8') {
        throw Object.assign(new Error('charset is not UTF-8'), { type: 'charset.unsupported' });
      }
    },
  });
  return (request, response, next) => {
    const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
    if (Number(length) > limitBytes) {
      next(tooLong());
      return;
    }
    if (transfer === undefined) {
      read(request, response, next);
      return;
    }
    let size = 0;
    let isOver = false;
    const end = (fault?: unknown) => {
      if (isOver) return;
      isOver = true;
      request.off('data', count);
      next(fault);
    };
    const count = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) end(tooLong());
    };
    request.on('data', count);
    read(request, response, end);
  };
}

/** Bears the mark that bodyParserFault looks for. */
function tooLong(): Error {
  return Object.assign(new Error('the body is too long'), { type: 'entity.too.large' });
}
