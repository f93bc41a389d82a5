import type { CorsRule } from '../storage/records';
import type { Answer, AnswerHeaders } from './answer';
import { S3Error } from './errors';
import type { HeaderList } from './headers';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** The answer to a browser's preflight. Throws AccessForbidden when no rule allows it. */
export function preflight(headers: HeaderList, rules: readonly CorsRule[] | undefined): Answer {
  const origin = headers.get('origin');
  const method = headers.get('access-control-request-method');
  if (origin === undefined) {
    throw new S3Error('BadRequest', {
      message: 'Insufficient information. Origin request header needed.',
    });
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', { message: 'Invalid Access-Control-Request-Method: null' });
  }
  if (rules === undefined) {
    throw new S3Error('AccessForbidden', {
      message: 'CORSResponse: CORS is not enabled for this bucket.',
      details: { Method: method, ResourceType: 'BUCKET' },
    });
  }
  const asked = splitList(headers.get('access-control-request-headers'));
  const rule = rules.find((candidate) => allows(candidate, origin, method, asked));
  if (rule === undefined) {
    throw new S3Error('AccessForbidden', {
      message:
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      details: { Method: method, ResourceType: 'OBJECT' },
    });
  }
  return {
    status: 200,
    headers: {
      ...originHeaders(rule, origin),
      'access-control-allow-methods': rule.allowedMethods.join(', '),
      'access-control-allow-headers': asked.length > 0 ? asked.join(', ') : undefined,
      'access-control-max-age': rule.maxAgeSeconds === undefined ? undefined : String(rule.maxAgeSeconds),
    },
  };
}

/** The CORS headers of the answer, also of a refusal, to an actual request of a web page. */
export function corsHeaders(
  headers: HeaderList,
  method: string,
  rules: readonly CorsRule[] | undefined,
): AnswerHeaders {
  const origin = headers.get('origin');
  if (origin === undefined || rules === undefined) return {};
  const rule = rules.find((candidate) => allows(candidate, origin, method, []));
  if (rule === undefined) return {};
  return {
    ...originHeaders(rule, origin),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    'access-control-max-age': rule.maxAgeSeconds === undefined ? undefined : String(rule.maxAgeSeconds),
  };
}

function originHeaders(rule: CorsRule, origin: string): AnswerHeaders {
  const anyone = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': anyone ? '*' : origin,
    'access-control-allow-credentials': anyone ? undefined : 'true',
    'access-control-expose-headers':
      rule.exposeHeaders.length > 0 ? rule.exposeHeaders.join(', ') : undefined,
    vary: VARY,
  };
}

function allows(rule: CorsRule, origin: string, method: string, asked: readonly string[]): boolean {
  return (
    rule.allowedOrigins.some((pattern) => matchesWildcard(pattern, origin)) &&
    rule.allowedMethods.includes(method) &&
    asked.every((header) =>
      rule.allowedHeaders.some((pattern) => matchesWildcard(pattern.toLowerCase(), header)),
    )
  );
}

function matchesWildcard(pattern: string, text: string): boolean {
  const [before, after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  return text.length >= pattern.length - 1 && text.startsWith(before ?? '') && text.endsWith(after);
}

function splitList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
