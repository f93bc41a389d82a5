import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors';
import { HeaderList } from './headers';
import { decodeUtf8, percentDecode } from './uri';

const MAX_KEY_BYTES = 1024;

/** One query parameter, decoded once to bytes; a parameter without `=` has an empty value. */
export interface QueryParameter {
  readonly name: Buffer;
  readonly value: Buffer;
}

/** The query of a request. Lookups take the first of repeated parameters, as S3 does. */
export class Query {
  private readonly decoded: readonly { name: string; value: string }[];

  constructor(readonly parameters: readonly QueryParameter[]) {
    this.decoded = parameters.map(({ name, value }) => ({
      name: decodeUtf8(name),
      value: decodeUtf8(value),
    }));
  }

  get(name: string): string | undefined {
    return this.decoded.find((parameter) => parameter.name === name)?.value;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  entries(): readonly { name: string; value: string }[] {
    return this.decoded;
  }
}

/** A parsed request, path style: `/bucket/key`. */
export interface S3Request {
  readonly method: string;
  /** The path decoded once; canonicalisation encodes these bytes again. */
  readonly pathBytes: Buffer;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly query: Query;
  /** As received; after authentication also the x-amz-* parameters of a pre-signed URL. */
  readonly headers: HeaderList;
  readonly id: string;
  /** The undecoded body; asking for it tells a client that waits for 100-continue to send it. */
  readonly body: () => AsyncIterable<Buffer>;
}

/**
 * Reads the request line and headers; `onBodyWanted` is called before the body is read.
 * @throws InvalidURI or KeyTooLongError.
 */
export function parseRequest(incoming: IncomingMessage, id: string, onBodyWanted: () => void): S3Request {
  const target = originForm(incoming.url ?? '/');
  const [rawPath, ...rest] = target.split('?');
  const pathBytes = percentDecode(rawPath ?? '/');
  const path = decodeUtf8(pathBytes);
  const slash = path.indexOf('/', 1);
  const bucket = slash === -1 ? path.slice(1) : path.slice(1, slash);
  const key = slash === -1 ? '' : path.slice(slash + 1);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Error('KeyTooLongError', {
      details: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(MAX_KEY_BYTES) },
    });
  }
  return {
    method: incoming.method ?? '',
    pathBytes,
    bucket: bucket === '' ? undefined : bucket,
    key: key === '' ? undefined : key,
    query: new Query(parseQuery(rest.join('?'))),
    headers: HeaderList.fromRaw(incoming.rawHeaders),
    id,
    body: () => {
      onBodyWanted();
      // A refusal in mid-body has to leave the socket open for its answer.
      return incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    },
  };
}

/** A proxy's absolute form is cut to its path; anything else has to start with a slash. */
function originForm(target: string): string {
  const withoutFragment = target.split('#')[0] ?? '';
  const path = withoutFragment.replace(/^https?:\/\/[^/?]*/i, '');
  if (path === '' || path.startsWith('?')) return `/${path}`;
  if (!path.startsWith('/')) throw new S3Error('InvalidURI');
  return path;
}

function parseQuery(text: string): QueryParameter[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const name = equals === -1 ? part : part.slice(0, equals);
      const value = equals === -1 ? '' : part.slice(equals + 1);
      return { name: percentDecode(name, true), value: percentDecode(value, true) };
    });
}
