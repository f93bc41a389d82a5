import ConnectionString from 'mongodb-connection-string-url';
import { z } from 'zod';

/** Thrown by parseConfig; its message lists every fault, one a line, and never a value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/**
 * Reads variables by a zod object whose keys are their names; an empty variable counts as missing.
 * @throws ConfigError with all faults together.
 */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: NodeJS.ProcessEnv,
): z.output<Schema> {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      const missing = !(name in set);
      return missing ? `${name} is missing` : `${name} ${issue.message}`;
    }),
  );
}

/** A TCP port. */
export function port(fallback: number): z.ZodType<number> {
  return wholeNumber(0, 65535).default(fallback);
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^-?\d{1,16}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** An absolute http(s) URL, without a slash at its end. */
export function httpUrl() {
  return z
    .string()
    .refine((value) => /^https?:$/.test(protocolOf(value)), 'must be an http:// or https:// URL')
    .transform((value) => value.replace(/\/+$/, ''));
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}

function isConnectionString(value: string): boolean {
  try {
    new ConnectionString(value);
    return true;
  } catch {
    // The parser tells by throwing, and its message may quote the value.
    return false;
  }
}

/** A MongoDB connection string. */
export function mongoUri() {
  return z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^\s]+$/, {
      error: 'must start with mongodb:// or mongodb+srv://',
      abort: true,
    })
    .refine(
      isConnectionString,
      'cannot be read; special characters in user name and password must be percent-encoded',
    );
}

/** A secret of at least 32 characters; it has no default anywhere. */
export function secret() {
  return z.string().min(32, 'must have at least 32 characters; make one with: openssl rand -base64 48');
}

/** true or false. */
export function flag(fallback: boolean) {
  return z
    .enum(['true', 'false'], 'must be true or false')
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');
}

/** true in any case is true and everything else is not, as OpenTelemetry's specification reads booleans. */
function openTelemetryFlag() {
  return z
    .string()
    .transform((value) => value.trim().toLowerCase() === 'true')
    .default(false);
}

/** A list with commas between its entries; spaces around them are dropped. */
export function commaList(fallback: readonly string[]) {
  return z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .default([...fallback]);
}

/** LOG_LEVEL, one of pino's. */
export function logLevel() {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
  return z.enum(levels, `must be one of ${levels.join(', ')}`).default('info');
}

/** The variables by which a process is watched; each of the three has them. */
export const SEEING_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_SDK_DISABLED: openTelemetryFlag(),
  METRICS_PORT: wholeNumber(0, 65535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: logLevel(),
};

/** How a process is watched. */
export interface SeeingConfig {
  /** METRICS_PORT and METRICS_HOST; null shows no metrics. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /**
   * Whether traces are made: OTEL_* has an endpoint of either kind, and nothing turns them off. Which of the two counts,
   * and everything else of OTEL_*, is for OpenTelemetry's SDK.
   */
  readonly tracing: boolean;
  /** LOG_LEVEL. */
  readonly logLevel: string;
}

/** What these variables say. */
export function readSeeing(set: z.output<z.ZodObject<typeof SEEING_VARIABLES>>): SeeingConfig {
  const endpoint = set.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? set.OTEL_EXPORTER_OTLP_ENDPOINT;
  const { METRICS_PORT: port, METRICS_HOST: host } = set;
  return {
    metrics: port === undefined ? null : { host, port },
    tracing: endpoint !== undefined && set.OTEL_TRACES_EXPORTER !== 'none' && !set.OTEL_SDK_DISABLED,
    logLevel: set.LOG_LEVEL,
  };
}
