import { z } from 'zod';
import { AppError, badUserInput } from '../../../platform/errors';

/** The JSON bodies of the REST door. Strict: a key that is not known is refused, not ignored (promise P09). */
export const REQUEST_BODIES = {
  register: z
    .strictObject({
      email: z.string().describe('The address to sign in with; at most 254 characters.'),
      password: z.string().describe('At least 12 and at most 1,024 characters (code points), any of them.'),
      name: z.string().describe('The name to show to others; 1 to 100 characters.'),
    })
    .describe('What opening an account takes.'),
  login: z
    .strictObject({
      email: z.string().describe('The address the account was opened with, in any case.'),
      password: z.string().describe('The password of the account.'),
      totpCode: z
        .string()
        .nullish()
        .describe('What the authenticator app shows, for accounts with a second factor; six digits.'),
      recoveryCode: z.string().nullish().describe('One of the recovery codes, in place of totpCode.'),
    })
    .describe('What signing in takes.'),
  refreshSession: z
    .strictObject({ refreshToken: z.string().describe('The newest refresh token of the session.') })
    .describe('What renewing a session takes.'),
  logout: z
    .strictObject({
      refreshToken: z
        .string()
        .nullish()
        .describe('A refresh token of the session to end. Needed unless a valid access token is sent.'),
      everywhere: z.boolean().optional().describe('True ends every session of the account, on all devices.'),
    })
    .describe('What ending a session takes.'),
} as const;

/** @throws AppError BAD_USER_INPUT naming the field; never repeats a value. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path[0];
  if (typeof field === 'string') {
    throw badUserInput(field, `The field "${field}" is missing or of the wrong type.`);
  }
  throw new AppError('BAD_USER_INPUT', {
    message: 'The body must be one JSON object with the fields that GET /openapi.json lists, and no others.',
  });
}
