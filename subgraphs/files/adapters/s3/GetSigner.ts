import { createHmac, hash } from 'node:crypto';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** A GET of one object, and the headers its answer is to carry. */
export interface GetRequest {
  readonly key: string;
  readonly cacheControl: string;
  readonly contentDisposition: string;
  readonly contentType: string;
}

/** How long credentials are used before the SDK is asked for them again, which costs a promise. */
const CREDENTIALS_FRESH_MS = 1_000;
/** From then on before they expire the SDK looks for others at each call (its EXPIRATION_MS); so do we. */
const EXPIRING_MS = 5 * 60_000;

/** Holds what has to be escaped in a path and in a query. */
const PROBE: GetRequest = {
  key: "probe/é !'()*%&+",
  cacheControl: 'private, no-store',
  contentDisposition: 'attachment; filename="a b.txt"',
  contentType: 'text/plain; charset=utf-8',
};

/** Where the SDK sends requests for the bucket, read off a URL that it signed. */
interface Place {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The `host` header. */
  readonly host: string;
  /** What comes before an object's key, with a slash at the end. */
  readonly path: string;
  readonly region: string;
}

type Credentials = Awaited<ReturnType<S3Client['config']['credentials']>>;

/** What all URLs have in common that are signed with the same credentials for the same time. */
interface Header {
  readonly credentials: Credentials;
  readonly at: number;
  readonly expiresInSeconds: number;
  /** The first parameters of the query, up to where the signature follows. */
  readonly query: string;
  /** The first lines of the string to sign. */
  readonly toSign: string;
  readonly key: Buffer;
}

/**
 * Signs GETs as getSignedUrl does (AWS Signature Version 4 in query parameters), byte for byte the same, in a hundredth
 * of the time: what belongs to the store and to the day is worked out once. How the store is addressed is learnt from
 * one URL that the SDK signed; where ours comes out otherwise, as for directory buckets, all are left to the SDK.
 */
export class GetSigner {
  /** Null: not known yet; false: not to be signed here. */
  private place: Place | false | null = null;
  private finding: Promise<Place | false | null> | null = null;
  private credentials: Credentials | null = null;
  private useUntil = 0;
  private header: Header | null = null;

  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  /** The URL at once when credentials are at hand, else a promise of it; nothing is sent to the store. */
  sign(request: GetRequest, at: Date, expiresInSeconds: number): string | Promise<string> {
    if (
      this.place !== null &&
      this.place !== false &&
      this.credentials !== null &&
      Date.now() < this.useUntil
    ) {
      return this.write(this.place, this.credentials, request, at, expiresInSeconds);
    }
    return this.signWithLatest(request, at, expiresInSeconds);
  }

  private async signWithLatest(request: GetRequest, at: Date, expiresInSeconds: number): Promise<string> {
    if (this.place === null) {
      this.finding ??= this.findPlace().finally(() => {
        this.finding = null;
      });
      this.place = await this.finding;
    }
    if (this.place === null || this.place === false) return this.signBySdk(request, at, expiresInSeconds);
    const credentials = await this.readCredentials();
    return this.write(this.place, credentials, request, at, expiresInSeconds);
  }

  private async readCredentials(): Promise<Credentials> {
    const credentials = await this.client.config.credentials();
    const expiring = (credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - EXPIRING_MS;
    this.credentials = credentials;
    this.useUntil = Math.min(Date.now() + CREDENTIALS_FRESH_MS, expiring);
    return credentials;
  }

  /** Null when credentials changed meanwhile, which makes a comparison say nothing. */
  private async findPlace(): Promise<Place | false | null> {
    const at = new Date();
    const before = await this.client.config.credentials();
    const url = await this.signBySdk(PROBE, at, 60);
    const place = readPlace(url);
    if (place !== null && this.write(place, before, PROBE, at, 60) === url) return place;
    return isSame(before, await this.client.config.credentials()) ? false : null;
  }

  private signBySdk(request: GetRequest, signingDate: Date, expiresIn: number): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.bucket,
      Key: request.key,
      ResponseCacheControl: request.cacheControl,
      ResponseContentDisposition: request.contentDisposition,
      ResponseContentType: request.contentType,
    });
    return getSignedUrl(this.client, command, { expiresIn, signingDate });
  }

  private write(
    { origin, host, path, region }: Place,
    credentials: Credentials,
    { key, cacheControl, contentDisposition, contentType }: GetRequest,
    at: Date,
    expiresInSeconds: number,
  ): string {
    const header = this.headerFor(region, credentials, at, expiresInSeconds);
    const target = path + escape(key).replaceAll('%2F', '/');
    // In the order of the alphabet, as the signature asks for.
    const last =
      `X-Amz-SignedHeaders=host&response-cache-control=${escape(cacheControl)}` +
      `&response-content-disposition=${escape(contentDisposition)}` +
      `&response-content-type=${escape(contentType)}&x-id=GetObject`;
    const canonical = `GET\n${target}\n${header.query}&${last}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
    const signature = createHmac('sha256', header.key)
      .update(header.toSign + hash('sha256', canonical))
      .digest('hex');
    return `${origin}${target}?${header.query}&X-Amz-Signature=${signature}&${last}`;
  }

  private headerFor(region: string, credentials: Credentials, at: Date, expiresInSeconds: number): Header {
    const { header } = this;
    const isSameTime = header?.at === at.getTime() && header.expiresInSeconds === expiresInSeconds;
    if (header !== null && isSameTime && isSame(header.credentials, credentials)) return header;
    const timestamp = at.toISOString().replace(/[:-]|\.\d{3}/g, '');
    const day = timestamp.slice(0, 8);
    const scope = `${day}/${region}/s3/aws4_request`;
    const { accessKeyId, sessionToken } = credentials;
    const token = sessionToken === undefined ? '' : `&X-Amz-Security-Token=${escape(sessionToken)}`;
    const isSameDay = header?.toSign.includes(`\n${scope}\n`) === true;
    this.header = {
      credentials,
      at: at.getTime(),
      expiresInSeconds,
      query:
        'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD' +
        `&X-Amz-Credential=${escape(`${accessKeyId}/${scope}`)}&X-Amz-Date=${timestamp}` +
        `&X-Amz-Expires=${expiresInSeconds}${token}`,
      toSign: `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n`,
      key:
        header !== null && isSameDay && isSame(header.credentials, credentials)
          ? header.key
          : signingKey(credentials, [day, region, 's3', 'aws4_request']),
    };
    return this.header;
  }
}

function signingKey({ secretAccessKey }: Credentials, scope: readonly string[]): Buffer {
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of scope) key = createHmac('sha256', key).update(part).digest();
  return Buffer.from(key);
}

function isSame(one: Credentials, other: Credentials): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.secretAccessKey === other.secretAccessKey &&
    one.sessionToken === other.sessionToken
  );
}

/** Null when the URL is not of the kind that is known here. */
function readPlace(url: string): Place | null {
  const { origin, host, searchParams } = new URL(url);
  const end = url.indexOf(escape(PROBE.key).replaceAll('%2F', '/'));
  const region = searchParams.get('X-Amz-Credential')?.split('/').at(-3);
  if (!url.startsWith(`${origin}/`) || end === -1 || region === undefined) return null;
  return { origin, host, path: url.slice(origin.length, end), region };
}

/** RFC 3986 percent-encoding of all but unreserved characters, as the signature asks for. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
