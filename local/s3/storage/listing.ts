import type { Database } from './database';
import { afterPrefix, objectKey } from './database';
import type { ObjectRecord } from './records';

/** What to list. */
export interface ListingRequest {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Lists what comes after this key or common prefix; empty for the start. */
  readonly after: Buffer;
  readonly limit: number;
}

/** One page: at most `limit` objects and common prefixes together, in UTF-8 binary order. */
export interface Listing {
  readonly objects: readonly ObjectRecord[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of the page; to be passed on as `after`. */
  readonly last: Buffer;
}

/** Lists a bucket. Keys under a common prefix are skipped in the index, not read one by one. */
export function listObjectRecords(database: Database, bucket: string, request: ListingRequest): Listing {
  const { limit } = request;
  const prefix = Buffer.from(request.prefix);
  const delimiter = Buffer.from(request.delimiter);
  const bucketLength = objectKey(bucket, '').length;
  const end = afterPrefix(bucket, prefix);
  const objects: ObjectRecord[] = [];
  const commonPrefixes: string[] = [];
  let last = request.after;
  let start: Buffer | undefined = startAfter(bucket, prefix, delimiter, request.after);
  while (start !== undefined && limit > 0) {
    let next: Buffer | undefined;
    for (const entry of database.objects.getRange({ start, end })) {
      if (objects.length + commonPrefixes.length === limit) {
        return { objects, commonPrefixes, truncated: true, last };
      }
      const name = Buffer.from(entry.key.subarray(bucketLength));
      const rolled = commonPrefixOf(name, prefix, delimiter);
      last = rolled ?? name;
      if (rolled !== undefined) {
        commonPrefixes.push(rolled.toString());
        next = afterPrefix(bucket, rolled);
        break;
      }
      objects.push(entry.value);
    }
    start = next;
  }
  return { objects, commonPrefixes, truncated: false, last };
}

/** `name` up to and with the first delimiter behind the prefix; undefined when there is none. */
export function commonPrefixOf(name: Buffer, prefix: Buffer, delimiter: Buffer): Buffer | undefined {
  if (delimiter.length === 0) return undefined;
  const at = name.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : name.subarray(0, at + delimiter.length);
}

function startAfter(bucket: string, prefix: Buffer, delimiter: Buffer, after: Buffer): Buffer {
  const first = objectKey(bucket, prefix);
  if (after.length === 0) return first;
  const inside = after.length > prefix.length && after.subarray(0, prefix.length).equals(prefix);
  // What rolls up into a common prefix comes with it, and so is behind whoever asks for what follows.
  const rolled = inside ? commonPrefixOf(after, prefix, delimiter) : undefined;
  const next =
    rolled === undefined
      ? Buffer.concat([objectKey(bucket, after), Buffer.from([0])])
      : afterPrefix(bucket, rolled);
  return Buffer.compare(first, next) > 0 ? first : next;
}
