import { S3Error } from './errors';
import type { Query } from './request';
import { percentEncode } from './uri';

/** The bounds of a whole number in a query. */
export interface NumberBounds {
  readonly fallback: number;
  /** A greater number means this one, as in S3's `max-keys`. */
  readonly max: number;
}

/** Reads `max-keys` and its like. Throws InvalidArgument for what is no number or is negative. */
export function readLimit(query: Query, name: string, { fallback, max }: NumberBounds): number {
  const text = query.get(name);
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw new S3Error('InvalidArgument', {
      message: `Argument ${name} must be an integer between 0 and 2147483647`,
      details: { ArgumentName: name, ArgumentValue: text },
    });
  }
  return Math.min(Number(text), max);
}

/** Reads `encoding-type`, and returns how keys are to be written into the answer. */
export function readKeyEncoding(query: Query): { name: string | undefined; encode: (key: string) => string } {
  const name = query.get('encoding-type');
  if (name === undefined) return { name: undefined, encode: (key) => key };
  if (name.toLowerCase() !== 'url') {
    throw new S3Error('InvalidArgument', {
      message: 'Invalid Encoding Method specified in Request',
      details: { ArgumentName: 'encoding-type', ArgumentValue: name },
    });
  }
  return { name: 'url', encode: (key) => percentEncode(Buffer.from(key), '/') };
}
