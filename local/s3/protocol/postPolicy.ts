import { S3Error } from './errors';

/** The conditions of a POST policy (Amazon S3 API Reference, "POST policy"). */
export interface PostPolicy {
  /** Bytes the file may have, both included. */
  readonly minBytes: number;
  readonly maxBytes: number;
}

interface Condition {
  readonly kind: 'eq' | 'starts-with';
  /** Lower case, without `$`. */
  readonly field: string;
  readonly value: string;
}

/** Fields no condition needs to name. */
const EXEMPT = /^(policy|x-amz-signature|awsaccesskeyid|signature|file|x-ignore-.*)$/;

/**
 * Checks a form against its policy. `fields` is by lower-case name, with `bucket` and the final `key`.
 * Throws AccessDenied with S3's reason, or InvalidPolicyDocument for what is no policy.
 */
export function checkPolicy(policyText: string, fields: ReadonlyMap<string, string>, now: Date): PostPolicy {
  const { expiration, conditions } = parse(policyText);
  if (now.getTime() > expiration) throw refused('Policy expired.');
  let [minBytes, maxBytes] = [0, Number.MAX_SAFE_INTEGER];
  const named = new Set<string>();
  for (const source of conditions) {
    if (Array.isArray(source) && String(source[0]).toLowerCase() === 'content-length-range') {
      minBytes = Math.max(minBytes, readBytes(source[1]));
      maxBytes = Math.min(maxBytes, readBytes(source[2]));
      continue;
    }
    const condition = readCondition(source);
    named.add(condition.field);
    if (!holds(condition, fields.get(condition.field) ?? '')) {
      const shown = JSON.stringify([condition.kind, `$${condition.field}`, condition.value]);
      throw refused(`Policy Condition failed: ${shown}`);
    }
  }
  const extra = [...fields.keys()].filter(
    (field) => !named.has(field) && !EXEMPT.test(field) && field !== 'bucket',
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
  return { minBytes, maxBytes };
}

function refused(why: string): S3Error {
  return new S3Error('AccessDenied', { message: `Invalid according to Policy: ${why}` });
}

function invalid(why: string): S3Error {
  return new S3Error('InvalidPolicyDocument', { message: `Invalid Policy: ${why}` });
}

function parse(text: string): { expiration: number; conditions: readonly unknown[] } {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch (cause) {
    throw new S3Error('InvalidPolicyDocument', { message: 'Invalid Policy: Invalid JSON.', cause });
  }
  if (typeof document !== 'object' || document === null) throw invalid('Invalid JSON.');
  const { expiration, conditions } = document as { expiration?: unknown; conditions?: unknown };
  if (typeof expiration !== 'string') throw invalid('Policy missing expiration.');
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(expiration)
    ? Date.parse(expiration)
    : NaN;
  if (Number.isNaN(time)) throw invalid(`Invalid 'expiration' value: '${expiration}'`);
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions.');
  return { expiration: time, conditions };
}

/** `["eq", "$key", "a"]`, `["starts-with", "$key", "a"]`, or an object whose one member has to be equal. */
function readCondition(source: unknown): Condition {
  if (Array.isArray(source)) {
    const [kind, field, value] = source as unknown[];
    const name = String(kind).toLowerCase();
    if (
      source.length !== 3 ||
      typeof field !== 'string' ||
      typeof value !== 'string' ||
      !field.startsWith('$')
    ) {
      throw invalid('Invalid Condition.');
    }
    if (name !== 'eq' && name !== 'starts-with') throw invalid(`Unknown condition ${name}.`);
    return { kind: name, field: field.slice(1).toLowerCase(), value };
  }
  if (typeof source !== 'object' || source === null) throw invalid('Invalid Condition.');
  const [member, ...more] = Object.entries(source) as [string, unknown][];
  if (member === undefined || more.length > 0) {
    throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  }
  const [field, value] = member;
  if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.');
  return { kind: 'eq', field: field.toLowerCase(), value };
}

function holds({ kind, field, value }: Condition, actual: string): boolean {
  if (kind === 'eq') return actual === value;
  // A content type may be a list, of which every member has to start so.
  const members = field === 'content-type' ? actual.split(',').map((part) => part.trim()) : [actual];
  return members.every((member) => member.startsWith(value));
}

function readBytes(value: unknown): number {
  const bytes = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
  throw invalid('Invalid Content-Length-Range.');
}
