import { AppError, badUserInput } from './AppError';
import { ERROR_CODES, isErrorCode } from './codes';
import { errorHeaders, INVALID_TOKEN, toAppError, toProblem } from './problem';

it('knows its own codes and nothing that objects inherit', () => {
  expect(isErrorCode('NOT_FOUND')).toBe(true);
  for (const other of ['toString', '__proto__', 'NOPE', '', 404, null])
    expect(isErrorCode(other)).toBe(false);
});

it('gives every code a client or server status and sentences for people', () => {
  for (const [code, { http, message, means }] of Object.entries(ERROR_CODES)) {
    expect({ code, isError: http >= 400 && http < 600 }).toEqual({ code, isError: true });
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(means).toMatch(/^[A-Z`].*\.$/);
  }
});

it('says what the table says unless the thrower knows better', () => {
  expect(new AppError('NOT_FOUND').message).toBe(ERROR_CODES.NOT_FOUND.message);
  expect(badUserInput('email', 'Must be an address.', 'NO_AT')).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'email',
    message: 'Must be an address.',
    reason: 'NO_AT',
  });
});

it('hides whatever was not thrown on purpose, and keeps it for the log', () => {
  const secret = new Error('mongodb://root:hunter2@db');
  const error = toAppError(secret);
  expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', cause: secret });
  expect(JSON.stringify(toProblem(error, 'r1'))).not.toContain('hunter2');
  const ours = new AppError('CONFLICT');
  expect(toAppError(ours)).toBe(ours);
});

it('renders a problem with our own members where they apply', () => {
  expect(toProblem(badUserInput('email', 'No.', 'WHY'), 'r1')).toEqual({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: 'No.',
    code: 'BAD_USER_INPUT',
    field: 'email',
    reason: 'WHY',
    requestId: 'r1',
  });
  expect(Object.keys(toProblem(new AppError('NOT_FOUND'), 'r1'))).not.toContain('field');
});

it.each([
  [new AppError('UNAUTHENTICATED'), { 'www-authenticate': 'Bearer' }],
  [
    new AppError('UNAUTHENTICATED', { reason: INVALID_TOKEN }),
    { 'www-authenticate': 'Bearer error="invalid_token"' },
  ],
  [new AppError('SERVICE_UNAVAILABLE'), { 'retry-after': '1' }],
  [new AppError('RATE_LIMITED', { retryAfterSeconds: 1.2 }), { 'retry-after': '2' }],
  [new AppError('NOT_FOUND'), {}],
])('sends the headers that belong to $code', (error, headers) => {
  expect(errorHeaders(error)).toEqual(headers);
});
