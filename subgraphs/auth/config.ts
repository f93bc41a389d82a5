import { z } from 'zod';
import {
  flag,
  httpUrl,
  mongoUri,
  parseConfig,
  port,
  readSeeing,
  secret,
  SEEING_VARIABLES,
  type SeeingConfig,
  wholeNumber,
} from '../../platform/service';
import type { AttemptSettings } from './domain/attemptLimit';
import { DEFAULT_SUBJECTS, MAIL_KINDS, type MailWording } from './domain/mailText';
import { SIGNING_ALGORITHMS, type RotationPolicy } from './domain/signingKey';

const DAY_SECONDS = 86_400;

/** No session outlives this, however often it is renewed (promise R05). */
const ABSOLUTE_SESSION_SECONDS = 90 * DAY_SECONDS;

/** How mails leave: through a server, or in local mode into a folder and the links to the terminal. */
export type MailTransport =
  | { readonly kind: 'smtp'; /** SMTP_URL */ readonly url: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly print: (text: string) => void };

/** What mails are made of. */
export interface MailConfig {
  /** Null sends none: what needs mail is off. */
  readonly transport: MailTransport | null;
  /** MAIL_FROM. */
  readonly from: { readonly name: string; readonly address: string };
  /** APP_NAME and MAIL_SUBJECT_*. */
  readonly wording: MailWording;
  /** ACCOUNT_PAGES_URL, the address in front of the names of the pages that links lead to. */
  readonly pagesUrl: string;
}

/** What the auth process runs on. Made by readConfig, or written out by local mode and tests. */
export interface AuthConfig extends SeeingConfig {
  /** PORT; 0 chooses a free one. */
  readonly port: number;
  /** HOST, the interface to listen on. */
  readonly host: string;
  /** MONGODB_URI. */
  readonly mongodbUri: string;
  /** JWT_ISSUER, the `iss` of access tokens. */
  readonly jwtIssuer: string;
  /** JWT_AUDIENCE, the `aud` of access tokens. */
  readonly jwtAudience: string;
  /** ACCESS_TOKEN_TTL in seconds. */
  readonly accessTokenSeconds: number;
  /** REFRESH_TOKEN_TTL in seconds: a session that is not renewed for so long has ended. */
  readonly idleSessionSeconds: number;
  /** The longest life of a session in seconds. */
  readonly absoluteSessionSeconds: number;
  /** PASSWORD_PEPPER: keys the password hashes, the refresh tokens, and what is stored of signing keys and
   * second factors. */
  readonly passwordPepper: string;
  /** PASSWORD_MIN_LENGTH in code points. */
  readonly passwordMinLength: number;
  /** BCRYPT_COST, the binary logarithm of the rounds. */
  readonly bcryptCost: number;
  /** AUDIT_LOG_DAYS, how long security events are kept. */
  readonly auditLogDays: number;
  /** LOGIN_ATTEMPTS and ADDRESS_ATTEMPTS: after how many attempts waits begin. */
  readonly attempts: AttemptSettings;
  /** JWT_ALGORITHM and SIGNING_KEY_MAX_AGE_DAYS: what signing keys are made for, and how long one signs. */
  readonly keyRotation: RotationPolicy;
  /** PWNED_PASSWORDS and PWNED_PASSWORDS_URL: whom to ask for passwords from data breaches; null asks nobody. */
  readonly pwnedPasswordsUrl: string | null;
  /** REQUIRE_EMAIL_VERIFICATION: whether nobody signs in with an address that is not verified. */
  readonly requiresVerifiedEmail: boolean;
  /** Mails. */
  readonly mail: MailConfig;
  /** SERVICE_SECRET, by which the gateway is known; null only in local mode and lets everybody in. */
  readonly serviceSecret: string | null;
}

/** Text for one line of a mail's header. */
const headerText = (maxCharacters: number) =>
  z
    .string()
    .max(maxCharacters, `must have at most ${maxCharacters} characters`)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u, 'must be one line of text');

const smtpUrl = () =>
  z
    .string()
    .refine(
      (value) =>
        URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== '',
      {
        error:
          'must be smtp:// or smtps:// with a host; special characters in user name and password must be percent-encoded',
        abort: true,
      },
    );

/** `name@host` or `Name <name@host>`. */
const sender = () =>
  headerText(300)
    .transform((value) => /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^<>]+))$/.exec(value.trim()))
    .transform((match) => ({ name: match?.[1] ?? '', address: match?.[2] ?? match?.[3] ?? '' }))
    .refine(
      ({ address }) => /^[^\s@,;:"()<>[\]\\]+@[^\s@,;:"()<>[\]\\]+$/.test(address),
      'must be an address, such as no-reply@example.com or Example <no-reply@example.com>',
    );

const NO_SENDER = { name: '', address: '' };

const variables = z.object({
  PORT: port(4001),
  HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: mongoUri(),
  JWT_ISSUER: z.string().default('cloakroom'),
  JWT_AUDIENCE: z.string().default('cloakroom'),
  ACCESS_TOKEN_TTL: wholeNumber(60, 900).default(900),
  REFRESH_TOKEN_TTL: wholeNumber(60, ABSOLUTE_SESSION_SECONDS).default(14 * DAY_SECONDS),
  PASSWORD_PEPPER: secret(),
  PASSWORD_MIN_LENGTH: wholeNumber(8, 64).default(12),
  BCRYPT_COST: wholeNumber(10, 15).default(12),
  AUDIT_LOG_DAYS: wholeNumber(1, 3_650).default(365),
  LOGIN_ATTEMPTS: wholeNumber(3, 1_000_000).default(10),
  ADDRESS_ATTEMPTS: wholeNumber(10, 1_000_000_000).default(300),
  JWT_ALGORITHM: z.enum(SIGNING_ALGORITHMS).default('ES256'),
  SIGNING_KEY_MAX_AGE_DAYS: wholeNumber(1, 3650).default(90),
  PWNED_PASSWORDS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  PWNED_PASSWORDS_URL: httpUrl().default('https://api.pwnedpasswords.com'),
  REQUIRE_EMAIL_VERIFICATION: flag(false),
  SMTP_URL: smtpUrl().optional(),
  MAIL_FROM: sender().default(NO_SENDER),
  ACCOUNT_PAGES_URL: httpUrl().default(''),
  APP_NAME: headerText(50).default('Cloakroom'),
  MAIL_SUBJECT_VERIFY_EMAIL: headerText(150).default(DEFAULT_SUBJECTS.VERIFY_EMAIL),
  MAIL_SUBJECT_CHANGE_EMAIL: headerText(150).default(DEFAULT_SUBJECTS.CHANGE_EMAIL),
  MAIL_SUBJECT_PASSWORD_RESET: headerText(150).default(DEFAULT_SUBJECTS.PASSWORD_RESET),
  MAIL_SUBJECT_MAGIC_LINK: headerText(150).default(DEFAULT_SUBJECTS.MAGIC_LINK),
  MAIL_SUBJECT_ALREADY_REGISTERED: headerText(150).default(DEFAULT_SUBJECTS.ALREADY_REGISTERED),
  MAIL_SUBJECT_PASSWORD_CHANGED: headerText(150).default(DEFAULT_SUBJECTS.PASSWORD_CHANGED),
  MAIL_SUBJECT_EMAIL_CHANGED: headerText(150).default(DEFAULT_SUBJECTS.EMAIL_CHANGED),
  SERVICE_SECRET: secret(),
  ...SEEING_VARIABLES,
});

/** Mails need a sender and a place for their links to lead to; verification needs mails. */
const checked = (hasMailer: boolean) =>
  variables.superRefine((set, context) => {
    const fault = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (set.SMTP_URL !== undefined) {
      if (set.MAIL_FROM.address === '') fault('MAIL_FROM', 'must be set together with SMTP_URL');
      if (set.ACCOUNT_PAGES_URL === '') fault('ACCOUNT_PAGES_URL', 'must be set together with SMTP_URL');
    } else if (set.REQUIRE_EMAIL_VERIFICATION && !hasMailer) {
      fault('REQUIRE_EMAIL_VERIFICATION', 'needs SMTP_URL: nobody could sign in without a mail');
    }
  });

/**
 * Reads the environment.
 * @param hasMailer whether mails leave by a way that is not configured here: local mode's.
 * @throws ConfigError naming every variable that is missing or cannot be accepted.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, hasMailer = false): AuthConfig {
  const set = parseConfig(checked(hasMailer), env);
  return {
    port: set.PORT,
    host: set.HOST,
    mongodbUri: set.MONGODB_URI,
    jwtIssuer: set.JWT_ISSUER,
    jwtAudience: set.JWT_AUDIENCE,
    accessTokenSeconds: set.ACCESS_TOKEN_TTL,
    idleSessionSeconds: set.REFRESH_TOKEN_TTL,
    absoluteSessionSeconds: ABSOLUTE_SESSION_SECONDS,
    passwordPepper: set.PASSWORD_PEPPER,
    passwordMinLength: set.PASSWORD_MIN_LENGTH,
    bcryptCost: set.BCRYPT_COST,
    auditLogDays: set.AUDIT_LOG_DAYS,
    attempts: { perAccount: set.LOGIN_ATTEMPTS, perAddress: set.ADDRESS_ATTEMPTS },
    keyRotation: {
      algorithm: set.JWT_ALGORITHM,
      maxAgeSeconds: set.SIGNING_KEY_MAX_AGE_DAYS * DAY_SECONDS,
    },
    pwnedPasswordsUrl: set.PWNED_PASSWORDS === 'on' ? set.PWNED_PASSWORDS_URL : null,
    requiresVerifiedEmail: set.REQUIRE_EMAIL_VERIFICATION,
    mail: {
      transport: set.SMTP_URL === undefined ? null : { kind: 'smtp', url: set.SMTP_URL },
      from: set.MAIL_FROM,
      wording: {
        appName: set.APP_NAME,
        subjects: Object.fromEntries(
          MAIL_KINDS.map((kind) => [kind, set[`MAIL_SUBJECT_${kind}`]]),
        ) as MailWording['subjects'],
      },
      pagesUrl: set.ACCOUNT_PAGES_URL,
    },
    serviceSecret: set.SERVICE_SECRET,
    ...readSeeing(set),
  };
}
