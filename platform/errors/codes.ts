/**
 * Every error code of Cloakroom, the same through GraphQL (`extensions.code`) and REST (problem+json, RFC 9457).
 * `http` is the REST status; `message` is what a client reads unless the thrower knows better; `means` is for
 * docs/errors.md. Apollo's own codes (GRAPHQL_PARSE_FAILED, ...) are not listed: they keep Apollo's meaning.
 */
export const ERROR_CODES = {
  BAD_USER_INPUT: {
    http: 400,
    message: 'The request holds a value that cannot be accepted.',
    means: 'A value is missing, malformed or out of range. `field` names the input field where it is one.',
  },
  UNAUTHENTICATED: {
    http: 401,
    message: 'Sign in and send the access token as "Authorization: Bearer <token>".',
    means: 'No access token, or one that is not valid (any more). Refresh the session or sign in again.',
  },
  INVALID_CREDENTIALS: {
    http: 401,
    message: 'E-mail address or password is wrong.',
    means: 'The e-mail address is unknown or the password wrong; nothing tells which.',
  },
  TOTP_REQUIRED: {
    http: 401,
    message: 'The password is right. Send it again with totpCode, the code your authenticator app shows now.',
    means:
      'The account has a second factor and the input no totpCode. A code that is wrong or was used answers INVALID_CREDENTIALS.',
  },
  REFRESH_TOKEN_REUSED: {
    http: 401,
    message: 'This refresh token was used before. The session has ended; sign in again.',
    means:
      'An old refresh token was presented. Its whole session has been ended, as it may have been stolen.',
  },
  FORBIDDEN: {
    http: 403,
    message: 'You may not do this.',
    means: 'The caller is known but lacks the role. Objects of others answer NOT_FOUND instead.',
  },
  QUOTA_EXCEEDED: {
    http: 403,
    message: 'Not enough storage left. Delete files or wait for unfinished uploads to expire.',
    means:
      'Stored and reserved bytes would exceed the quota; with reason TOO_MANY_FILES or TOO_MANY_PENDING, the number of files or of uploads under way.',
  },
  NOT_FOUND: {
    http: 404,
    message: 'There is nothing here under this id.',
    means: 'There is no such object, or it belongs to somebody else; nothing tells which.',
  },
  METHOD_NOT_ALLOWED: {
    http: 405,
    message: 'This address does not answer to this method; see the Allow header.',
    means: 'REST only: the address exists, with other methods.',
  },
  CONFLICT: {
    http: 409,
    message: 'The object is in a state that does not allow this.',
    means: 'The operation does not fit the state of the object, for example completing a deleted upload.',
  },
  EMAIL_TAKEN: {
    http: 409,
    message: 'There is an account with this e-mail address already. Sign in instead.',
    means: 'The e-mail address belongs to an account already.',
  },
  UPLOAD_INCOMPLETE: {
    http: 409,
    message: 'The bytes have not arrived in full. Send them to the upload URL, then complete again.',
    means: 'The store does not hold the announced bytes yet.',
  },
  FILE_TOO_LARGE: {
    http: 413,
    message: 'The file is larger than this server accepts.',
    means: 'The announced or sent size is over MAX_FILE_BYTES.',
  },
  PAYLOAD_TOO_LARGE: {
    http: 413,
    message: 'The request body is too large. Files go to the upload URL, not into the request.',
    means: 'A JSON request body is over 100 kB.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    http: 415,
    message: 'The request body must be JSON in UTF-8, sent with "content-type: application/json".',
    means: 'REST only: the request body has a media type, charset or encoding that is not read here.',
  },
  UNSUPPORTED_FILE_TYPE: {
    http: 415,
    message: 'This type of file is not accepted.',
    means: 'The media type is not on the list, or the bytes are not of the announced type.',
  },
  CHECKSUM_MISMATCH: {
    http: 422,
    message: 'The stored bytes are not the announced ones. Request a new upload and send the file again.',
    means: 'The stored object has another SHA-256 than announced.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    http: 422,
    message: 'This idempotencyKey was used with another input. Choose a new key for a new upload.',
    means: 'The same idempotencyKey came with different input.',
  },
  RATE_LIMITED: {
    http: 429,
    message: 'Too many attempts. Wait as Retry-After says.',
    means: 'A limit per account, address or operation is used up.',
  },
  INTERNAL_SERVER_ERROR: {
    http: 500,
    message: 'Something went wrong on our side. Quote the requestId when you report it.',
    means: 'A fault in Cloakroom. The log has the details under the requestId.',
  },
  SERVICE_UNAVAILABLE: {
    http: 503,
    message: 'A part of the service cannot answer right now. Try again in a moment.',
    means:
      'The database, the store or a subgraph is down or overloaded. Retry; where there is an idempotencyKey, with the same one.',
  },
  TIMEOUT: {
    http: 504,
    message: 'The answer took too long. It is safe to try again with the same idempotencyKey.',
    means: 'A deadline passed; whether the work was done is unknown.',
  },
} as const;

/** One of the codes in the table; a misspelt one does not compile. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Whether `value` is a code of the table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
