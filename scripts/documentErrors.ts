/** Writes docs/errors.md from the table of codes, so that the page never says anything else than the code does. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ERROR_CODES } from '../platform/errors';

/** How GraphQL clients know them from Apollo Server, and what the gateway means by them. */
const APOLLO_CODES = {
  GRAPHQL_PARSE_FAILED: 'The operation is not GraphQL, or has more tokens than the gateway reads.',
  GRAPHQL_VALIDATION_FAILED:
    'The operation does not fit the schema, or is over a limit (depth, aliases, root fields, directives, fields). Over the cost limit it is BAD_USER_INPUT with reason OPERATION_TOO_EXPENSIVE.',
  OPERATION_RESOLUTION_FAILURE: '`operationName` names no operation, or is missing where there are several.',
  BAD_REQUEST:
    'The request is not GraphQL over HTTP: body, parameters, media type, method, batch, or CSRF rule.',
  PERSISTED_QUERY_NOT_FOUND:
    'No text is known for the hash that was sent; send both. The HTTP status is 200, as clients expect.',
  PERSISTED_QUERY_NOT_IN_LIST: 'Only operations of a list run here, and none has this id.',
  QUERY_NOT_IN_SAFELIST: 'Only operations of a list run here, and this text is none of them.',
};

async function document(path: string): Promise<void> {
  const rows = Object.entries(ERROR_CODES)
    .sort(([, a], [, b]) => a.http - b.http)
    .map(([code, { http, message, means }]) => `| \`${code}\` | ${http} | ${means} | ${message} |`);
  const apollo = Object.entries(APOLLO_CODES).map(([code, means]) => `| \`${code}\` | ${means} |`);
  const text = `<!-- Written by scripts/documentErrors.ts from platform/errors/codes.ts; run "npm run codegen". -->

# Errors

Both doors speak of failures by the same codes. Branch on the code, never on the message.

**GraphQL**: \`errors[].extensions\` has \`code\`, \`requestId\`, and where they apply \`field\` (the input field at fault)
and \`reason\` (a stable word within the code). The field at \`errors[].path\` is null, and the HTTP status is 200 as long
as any part of the answer has a value. A request that comes to nothing as a whole has the status of its reason, and no
data: 400 for a request that cannot be run, 401 when the access token sent along is not valid, 429, and 503.

**REST**: a problem document (RFC 9457, \`application/problem+json\`) with \`code\`, \`detail\`, \`requestId\`, \`field\` and
\`reason\`, and the status of the table.

Quote the \`requestId\`, which is also in the header \`x-request-id\`, when you report a problem.

## Codes

| Code | HTTP | Means | Default message |
| --- | --- | --- | --- |
${rows.join('\n')}

With 401, \`WWW-Authenticate: Bearer\` is sent, with \`error="invalid_token"\` when a token was sent along; with 429 and
503, \`Retry-After\` in seconds.

## Codes of GraphQL requests that cannot be run

These have the names that Apollo Server and GraphOS Router gave them; the HTTP status is 400 unless the method (405), the size (413) or the media type (415) is at
fault. \`validationErrorCode\` says \`INTROSPECTION_DISABLED\` where the schema was asked for and introspection is off.

| Code | Means |
| --- | --- |
${apollo.join('\n')}
`;
  const config = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...config, parser: 'markdown' }));
}

const folder = join(process.cwd(), 'docs');
mkdirSync(folder, { recursive: true });
document(join(folder, 'errors.md')).then(
  () => process.stdout.write('docs/errors.md is written.\n'),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
