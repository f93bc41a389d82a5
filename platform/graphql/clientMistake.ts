import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Apollo's own codes that tell a client about its own mistake; the words are safe, the values in them are not. */
export const CLIENT_MISTAKES: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const MAX_MESSAGE_CHARACTERS = 400;

/**
 * Words a client's mistake for the client. graphql-js quotes the faulty value, and for a missing field the whole
 * input object around it: that may be a password, so the variable and the place are named instead (promise G10).
 * `field` is the place below the variable, e.g. `email` for `$input.email`.
 */
export function describeMistake(
  { message }: GraphQLFormattedError,
  thrown: unknown,
): { message: string; field?: string } {
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1];
  const inner = thrown instanceof GraphQLError ? thrown.originalError?.message : undefined;
  if (variable === undefined || inner === undefined || !message.endsWith(`; ${inner}`)) {
    return { message: shorten(withoutValue(message)) };
  }
  const place = / at "\w+((?:\.\w+|\[\d+\])+)"$/.exec(message.slice(0, -inner.length - 2))?.[1];
  const field = place?.replace(/^\./, '');
  return {
    message: shorten(`Variable "$${variable}${place ?? ''}" cannot be accepted: ${withoutValue(inner)}`),
    ...(field === undefined ? {} : { field }),
  };
}

function withoutValue(message: string): string {
  return message.replace(/( cannot represent [^:"']*|Value is not [^:]*): [^]*$/, '$1.');
}

function shorten(message: string): string {
  return message.length > MAX_MESSAGE_CHARACTERS ? `${message.slice(0, MAX_MESSAGE_CHARACTERS)}…` : message;
}
