import { z } from 'zod';
import { logLevel, mongoUri, parseConfig, port, secret, wholeNumber } from '../../platform/service';
import type { AttemptSettings } from './domain/attemptLimit';

const DAY_SECONDS = 86_400;

/** No session outlives this, however often it is renewed (promise R05). */
const ABSOLUTE_SESSION_SECONDS = 90 * DAY_SECONDS;

/** What the auth process runs on. Made by readConfig, or written out by local mode and tests. */
export interface AuthConfig {
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
  /** TOTP_ISSUER, the name that authenticator apps show beside the account. */
  readonly totpIssuer: string;
  /** SERVICE_SECRET, by which the gateway is known; null only in local mode and lets everybody in. */
  readonly serviceSecret: string | null;
  /** LOG_LEVEL. */
  readonly logLevel: string;
}

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
  TOTP_ISSUER: z
    .string()
    .regex(/^[^:]{1,50}$/, 'must have 1 to 50 characters, no colon')
    .default('Cloakroom'),
  SERVICE_SECRET: secret(),
  LOG_LEVEL: logLevel(),
});

/**
 * Reads the environment.
 * @throws ConfigError naming every variable that is missing or cannot be accepted.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): AuthConfig {
  const set = parseConfig(variables, env);
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
    totpIssuer: set.TOTP_ISSUER,
    serviceSecret: set.SERVICE_SECRET,
    logLevel: set.LOG_LEVEL,
  };
}
