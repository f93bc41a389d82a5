import type { ServerResponse } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, ERROR_CODES, errorHeaders, toAppError, toProblem } from '../errors';
import type { Log } from './log';
import { requestIdOf } from './requestContext';

/** Ends the REST door: renders whatever a route threw as problem+json (RFC 9457); unknown faults go to the log. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = toAppError(bodyParserFault(thrown) ?? thrown);
    const requestId = requestIdOf(response);
    if (ERROR_CODES[error.code].http >= 500) {
      const { cause } = error;
      // A segment this long is a token that is as good as a password.
      const route = request.path.replace(/[^/]{40,}/g, ':token');
      const where = { requestId, method: request.method, route };
      // Without a cause it is a refusal of our own, such as a full queue: in a storm a stack for each would be one more.
      if (cause === undefined) log.warn(where, error.code);
      else log.error({ ...where, err: cause }, error.code);
    }
    if (response.headersSent) {
      // Half an answer is out: only breaking the connection tells the client that it is not whole. Express would do
      // that as well, and write the stack to stderr.
      request.socket.destroy();
      return;
    }
    sendProblem(response, error);
  };
}

/** Answers an error as problem+json; nothing of an answer may have been sent. */
export function sendProblem(response: ServerResponse, error: AppError): void {
  const problem = toProblem(error, requestIdOf(response));
  const text = JSON.stringify(problem);
  response.statusCode = problem.status;
  const headers = {
    ...errorHeaders(error),
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(text);
}

/** Answers everything that no route has taken. */
export const notFoundHandler: RequestHandler = () => {
  throw new AppError('NOT_FOUND', {
    message: 'There is no such address. GET /openapi.json lists those there are.',
  });
};

/** Answers the other methods of a route; `allow` lists those it has (RFC 9110 section 15.5.6). */
export function methodNotAllowed(allow: string): RequestHandler {
  return (_request, response) => {
    response.set('allow', allow);
    throw new AppError('METHOD_NOT_ALLOWED');
  };
}

/** What express and express.json() throw at requests they cannot read, as ours; null for anything else. */
export function bodyParserFault(thrown: unknown): AppError | null {
  const type = thrown instanceof Error && 'type' in thrown ? thrown.type : undefined;
  switch (type) {
    case 'entity.too.large':
      return new AppError('PAYLOAD_TOO_LARGE');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new AppError('UNSUPPORTED_MEDIA_TYPE');
    case 'entity.parse.failed':
    case 'entity.verify.failed':
    case 'request.aborted':
    case 'request.size.invalid':
      return new AppError('BAD_USER_INPUT', { message: 'The request body is not valid JSON.' });
    default:
      // Express's own, for example for a path that is not percent-encoded rightly.
      return thrown instanceof Error && 'status' in thrown && thrown.status === 400
        ? new AppError('BAD_USER_INPUT', { message: 'The request cannot be read.' })
        : null;
  }
}
