import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../../platform/errors';
import { ROLES } from '../domain/role';
import { REQUEST_BODIES } from './bodies';
import { feedOperation, FEED_RESPONSES, hasAccountOperation } from './feedOpenApi';

const dateTime = z.iso.datetime();

const RESPONSES = {
  User: z.object({
    id: z.string().describe('Opaque and stable for the life of the account.'),
    name: z.string().describe('The name the person chose to be shown.'),
    email: z.string().nullable().describe('The address the person signs in with.'),
    createdAt: dateTime.describe('When the account was opened.'),
    roles: z.array(z.enum(ROLES)).nullable().describe('What the person may do beyond what everybody may.'),
    isTotpEnabled: z.boolean().nullable().describe('Whether signing in takes a second factor.'),
    recoveryCodesLeft: z.int().nullable().describe('How many recovery codes have not been used.'),
    disabledAt: dateTime.nullable().describe('When an admin disabled the account; null while it is open.'),
  }),
  AuthPayload: z.object({
    accessToken: z
      .string()
      .describe('A JWT (RFC 9068) for the header "Authorization: Bearer <accessToken>".'),
    refreshToken: z.string().describe('Opaque. Give it to POST /refresh. Store it like a password.'),
    tokenType: z.literal('Bearer'),
    expiresAt: dateTime.describe('When the access token stops working.'),
    user: z.unknown().meta({ $ref: '#/components/schemas/User' }),
  }),
  LogoutPayload: z.object({ success: z.literal(true) }),
  JwkSet: z.object({
    keys: z.array(
      z.union([
        z.object({
          kid: z.string().describe('Names the key in the header of tokens.'),
          kty: z.literal('EC'),
          crv: z.literal('P-256'),
          x: z.string(),
          y: z.string(),
          alg: z.literal('ES256'),
          use: z.literal('sig'),
        }),
        z.object({
          kid: z.string(),
          kty: z.literal('RSA'),
          n: z.string(),
          e: z.string(),
          alg: z.literal('RS256'),
          use: z.literal('sig'),
        }),
      ]),
    ),
  }),
  ...FEED_RESPONSES,
  Problem: z
    .object({
      type: z.literal('about:blank'),
      title: z.string(),
      status: z.int(),
      detail: z.string().describe('Says what to fix.'),
      code: z.enum(Object.keys(ERROR_CODES)).describe('The same codes as in GraphQL.'),
      field: z.string().optional().describe('The input field at fault, where it is one.'),
      reason: z.string().optional().describe('A stable reason within the code, e.g. COMMON_PASSWORD.'),
      requestId: z.string().describe('Quote it when reporting a problem.'),
    })
    .describe('An error (RFC 9457).'),
} as const;

/** Every POST may also answer with these. */
const ALWAYS: readonly ErrorCode[] = [
  'BAD_USER_INPUT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
];

/** The REST door as OpenAPI 3.1: every operation, its bodies and its errors. The gateway merges it with that of files. */
export function openApiDocument(): Record<string, unknown> {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Cloakroom auth',
      version: '1',
      description: 'Accounts and sessions; the same use cases as the GraphQL mutations of the same names.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: {
      '/register': post('register', 'Opens an account and signs it in.', 201, 'AuthPayload', [
        'EMAIL_TAKEN',
        'RATE_LIMITED',
      ]),
      '/login': post('login', 'Signs in with e-mail and password.', 200, 'AuthPayload', [
        'INVALID_CREDENTIALS',
        'TOTP_REQUIRED',
        'FORBIDDEN',
        'RATE_LIMITED',
      ]),
      '/refresh': post(
        'refreshSession',
        'Trades a refresh token for the next one and a new access token. The old one works for 10 more seconds.',
        200,
        'AuthPayload',
        ['UNAUTHENTICATED', 'REFRESH_TOKEN_REUSED', 'RATE_LIMITED'],
      ),
      '/logout': post('logout', 'Ends a session, or all of its account.', 200, 'LogoutPayload', [
        'UNAUTHENTICATED',
        'REFRESH_TOKEN_REUSED',
      ]),
      '/.well-known/jwks.json': {
        get: {
          operationId: 'getJwks',
          tags: ['auth'],
          summary: 'The public keys that access tokens are signed with (RFC 7517).',
          responses: {
            200: answer('The keys; may be cached for five minutes.', 'JwkSet', 'application/jwk-set+json'),
            ...problems(['SERVICE_UNAVAILABLE', 'TIMEOUT']),
          },
        },
      },
      '/account-events': feedOperation({
        ok: answer('The events behind the cursor. Never cached.', 'AccountEventPage', 'application/json'),
        problems: problems([
          'BAD_USER_INPUT',
          'UNAUTHENTICATED',
          'INTERNAL_SERVER_ERROR',
          'SERVICE_UNAVAILABLE',
          'TIMEOUT',
        ]),
      }),
      '/accounts/{id}': hasAccountOperation({
        ok: answer('There is. Never cached.', 'ExistingAccount', 'application/json'),
        problems: problems([
          'UNAUTHENTICATED',
          'NOT_FOUND',
          'INTERNAL_SERVER_ERROR',
          'SERVICE_UNAVAILABLE',
          'TIMEOUT',
        ]),
      }),
    },
    components: {
      schemas: {
        ...mapValues(RESPONSES, (schema) => jsonSchema(schema, 'output')),
        RegisterInput: jsonSchema(REQUEST_BODIES.register, 'input'),
        LoginInput: jsonSchema(REQUEST_BODIES.login, 'input'),
        RefreshSessionInput: jsonSchema(REQUEST_BODIES.refreshSession, 'input'),
        LogoutInput: jsonSchema(REQUEST_BODIES.logout, 'input'),
      },
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        servicePass: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'HS256 with SERVICE_SECRET, aud "cloakroom-account-events", iat, and exp at most 30 seconds later.',
        },
      },
    },
  };
}

function post(
  operationId: keyof typeof REQUEST_BODIES,
  summary: string,
  status: 200 | 201,
  response: keyof typeof RESPONSES,
  codes: readonly ErrorCode[],
): object {
  const isLogout = operationId === 'logout';
  const input = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Input`;
  return {
    post: {
      operationId,
      tags: ['auth'],
      summary,
      // Empty: no token is needed. Logout takes one where no refresh token is sent.
      security: isLogout ? [{}, { accessToken: [] }] : [],
      requestBody: { required: !isLogout, content: { 'application/json': { schema: ref(input) } } },
      responses: {
        [status]: answer('Done. Never cached (cache-control: no-store).', response, 'application/json'),
        ...problems([...codes, ...ALWAYS]),
      },
    },
  };
}

/** The error answers of an operation: one entry per status, which lists the codes it may carry. */
function problems(codes: readonly ErrorCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => ERROR_CODES[code].http))];
  return Object.fromEntries(
    statuses.map((status) => {
      const those = codes.filter((code) => ERROR_CODES[code].http === status);
      const description = those.map((code) => `${code}: ${ERROR_CODES[code].means}`).join(' ');
      return [status, answer(description, 'Problem', 'application/problem+json')];
    }),
  );
}

function answer(description: string, schema: keyof typeof RESPONSES, mediaType: string): object {
  return { description, content: { [mediaType]: { schema: ref(schema) } } };
}

function ref(schema: string): { $ref: string } {
  return { $ref: `#/components/schemas/${schema}` };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const generated = z.toJSONSchema(schema, { io });
  // OpenAPI 3.1 is of this dialect already.
  delete generated.$schema;
  return generated;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
