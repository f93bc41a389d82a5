import { buildPerson } from '../startTestApp';

/**
 * H01: one table of cases through both doors, with one outcome. A case says what is sent; `code` is what both must
 * answer, null for success; `rest` is the status of the REST door.
 */
export interface Case {
  title: string;
  operation: 'register' | 'login' | 'refreshSession' | 'logout';
  /** Made from a fresh, registered person and their session. */
  input: (person: Person) => unknown;
  code: string | null;
  field?: string;
  rest: number;
  /** How often passwords are hashed or compared, where that is promised. */
  hashing?: number;
}

/** Somebody who is signed in. */
export interface Person {
  email: string;
  password: string;
  name: string;
  refreshToken: string;
}

const fresh = (change: object) => () => ({ ...buildPerson(), ...change });
const credentials = (change: object) => (person: Person) => ({
  email: person.email,
  password: person.password,
  ...change,
});

/** What both doors must agree on. */
export const CASES: Case[] = [
  { title: 'opens an account', operation: 'register', input: fresh({}), code: null, rest: 201, hashing: 1 },
  {
    title: 'refuses an address that is taken',
    operation: 'register',
    input: ({ email, password, name }) => ({ email: email.toUpperCase(), password, name }),
    code: 'EMAIL_TAKEN',
    field: 'email',
    rest: 409,
  },
  {
    title: 'refuses what is no address',
    operation: 'register',
    input: fresh({ email: 'nowhere' }),
    code: 'BAD_USER_INPUT',
    field: 'email',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses an operator in place of an address',
    operation: 'register',
    input: fresh({ email: { $gt: '' } }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses a short password',
    operation: 'register',
    input: fresh({ password: 'too short' }),
    code: 'BAD_USER_INPUT',
    field: 'password',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses a common password',
    operation: 'register',
    input: fresh({ password: 'password1234' }),
    code: 'BAD_USER_INPUT',
    field: 'password',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses a password of 2,000 characters',
    operation: 'register',
    input: fresh({ password: 'x y '.repeat(500) }),
    code: 'BAD_USER_INPUT',
    field: 'password',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses a password of a megabyte',
    operation: 'register',
    input: fresh({ password: 'x'.repeat(1_000_000) }),
    code: 'PAYLOAD_TOO_LARGE',
    rest: 413,
    hashing: 0,
  },
  {
    title: 'refuses an empty name',
    operation: 'register',
    input: fresh({ name: ' ' }),
    code: 'BAD_USER_INPUT',
    field: 'name',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses to go without a name',
    operation: 'register',
    input: fresh({ name: undefined }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'P09 refuses to be given a role',
    operation: 'register',
    input: fresh({ role: 'admin' }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'P09 refuses to be given an id',
    operation: 'register',
    input: fresh({ _id: 'mine', roles: ['admin'] }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'P09 refuses a prototype',
    operation: 'register',
    input: () =>
      JSON.parse(`{"__proto__": {"admin": true}, ${JSON.stringify(buildPerson()).slice(1)}`) as unknown,
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses null in place of the input',
    operation: 'register',
    input: () => null,
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  { title: 'signs in', operation: 'login', input: credentials({}), code: null, rest: 200, hashing: 1 },
  {
    title: 'P06 refuses a wrong password',
    operation: 'login',
    input: credentials({ password: 'not this password' }),
    code: 'INVALID_CREDENTIALS',
    rest: 401,
    hashing: 1,
  },
  {
    title: 'P06 refuses an unknown address',
    operation: 'login',
    input: credentials({ email: 'nobody@example.com' }),
    code: 'INVALID_CREDENTIALS',
    rest: 401,
    hashing: 1,
  },
  {
    title: 'P06 refuses what is no address in the same way',
    operation: 'login',
    input: credentials({ email: "' or 1=1 --" }),
    code: 'INVALID_CREDENTIALS',
    rest: 401,
    hashing: 1,
  },
  {
    title: 'refuses an operator in place of a password',
    operation: 'login',
    input: credentials({ password: { $ne: null } }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'refuses a list in place of a password',
    operation: 'login',
    input: credentials({ password: ['a', 'b'] }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'P02 refuses a password of 2,000 characters',
    operation: 'login',
    input: credentials({ password: 'x'.repeat(2_000) }),
    code: 'BAD_USER_INPUT',
    field: 'password',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'signs in with a code where none is needed',
    operation: 'login',
    input: credentials({ totpCode: '123456', recoveryCode: null }),
    code: null,
    rest: 200,
    hashing: 1,
  },
  {
    title: 'refuses a number in place of a code',
    operation: 'login',
    input: credentials({ totpCode: 123456 }),
    code: 'BAD_USER_INPUT',
    rest: 400,
    hashing: 0,
  },
  {
    title: 'renews a session',
    operation: 'refreshSession',
    input: ({ refreshToken }) => ({ refreshToken }),
    code: null,
    rest: 200,
  },
  {
    title: 'refuses to renew by nonsense',
    operation: 'refreshSession',
    input: () => ({ refreshToken: 'nonsense' }),
    code: 'UNAUTHENTICATED',
    rest: 401,
  },
  {
    title: 'refuses to renew by nothing',
    operation: 'refreshSession',
    input: () => ({}),
    code: 'BAD_USER_INPUT',
    rest: 400,
  },
  {
    title: 'ends a session',
    operation: 'logout',
    input: ({ refreshToken }) => ({ refreshToken }),
    code: null,
    rest: 200,
  },
  {
    title: 'ends all sessions',
    operation: 'logout',
    input: ({ refreshToken }) => ({ refreshToken, everywhere: true }),
    code: null,
    rest: 200,
  },
  {
    title: 'refuses to end nobody knows what',
    operation: 'logout',
    input: () => ({}),
    code: 'UNAUTHENTICATED',
    rest: 401,
  },
  {
    title: 'refuses "everywhere" in words',
    operation: 'logout',
    input: ({ refreshToken }) => ({ refreshToken, everywhere: 'yes' }),
    code: 'BAD_USER_INPUT',
    rest: 400,
  },
];
