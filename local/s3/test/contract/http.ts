import { createHash } from 'node:crypto';
import http from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';

/** Where a request goes, and who signs it. */
export interface Signing {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** An answer with its whole body. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** The <Code> of an error document. */
  readonly code: string | undefined;
}

/** A request to be sent exactly so: no header is added but those HTTP itself needs. */
export interface PlainRequest {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** Sends this much of the body, then hangs up. */
  readonly cutAfter?: number;
}

/** Sends one request with node:http. Rejects when the connection fails. */
export function send(
  url: string,
  { method, headers = {}, body, cutAfter }: PlainRequest,
): Promise<HttpAnswer> {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const { hostname, port } = new URL(url);
  // Not `new URL(...).pathname`: that would normalise what the test wants to send.
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const all = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: all,
          code: /<Code>([^<]*)<\/Code>/.exec(all.toString())?.[1],
        });
      });
    });
    request.on('error', reject);
    if (cutAfter !== undefined) {
      request.write((bytes ?? Buffer.alloc(0)).subarray(0, cutAfter), () => request.destroy());
      return;
    }
    const withLength =
      bytes !== undefined && !('content-length' in headers) && !('transfer-encoding' in headers);
    if (withLength) request.setHeader('content-length', bytes.length);
    request.end(bytes);
  });
}

/** What to sign. */
export interface ToSign {
  readonly method: string;
  /** Encoded once, as it goes over the wire: `/bucket/key`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expiresIn?: number;
  readonly date?: Date;
  readonly region?: string;
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
}

function signer(target: Signing, what: ToSign): SignatureV4 {
  return new SignatureV4({
    service: 's3',
    region: what.region ?? target.region,
    sha256: Sha256,
    uriEscapePath: false,
    credentials: {
      accessKeyId: what.accessKeyId ?? target.accessKeyId,
      secretAccessKey: what.secretAccessKey ?? target.secretAccessKey,
    },
  });
}

function toRequest(target: Signing, { method, path, query = {}, headers = {} }: ToSign) {
  const { protocol, hostname, port, host } = new URL(target.endpoint);
  return {
    method,
    protocol,
    hostname,
    port: Number(port),
    path,
    query: { ...query },
    headers: { ...headers, host } as Record<string, string>,
    body: undefined,
  };
}

/** A pre-signed URL that binds all the headers given. */
export async function presign(target: Signing, what: ToSign): Promise<string> {
  const names = new Set(Object.keys(what.headers ?? {}));
  const request = toRequest(target, what);
  request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
  const signed = await signer(target, what).presign(request, {
    expiresIn: what.expiresIn ?? 300,
    signableHeaders: new Set([...names, 'host']),
    unhoistableHeaders: names,
    ...(what.date && { signingDate: what.date }),
  });
  const query = Object.entries(signed.query ?? {})
    .map(([name, value]) => `${escape(name)}=${escape(String(value))}`)
    .join('&');
  return `${target.endpoint}${what.path}?${query}`;
}

/** The headers of a request signed in its Authorization header. */
export async function signHeaders(
  target: Signing,
  what: ToSign & { readonly body?: Buffer | string; readonly payloadHash?: string },
): Promise<Record<string, string>> {
  const request = toRequest(target, what);
  request.headers['x-amz-content-sha256'] =
    what.payloadHash ??
    createHash('sha256')
      .update(what.body ?? '')
      .digest('hex');
  const signed = await signer(target, what).sign(request, { ...(what.date && { signingDate: what.date }) });
  return signed.headers;
}

/** Signs in the header and sends. */
export async function sendSigned(
  target: Signing,
  what: ToSign & { readonly body?: Buffer | string; readonly payloadHash?: string },
): Promise<HttpAnswer> {
  const signed = await signHeaders(target, what);
  // What was signed is UTF-8; node:http writes one byte per character.
  const headers = Object.fromEntries(
    Object.entries(signed).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );
  const query = Object.entries(what.query ?? {}).map(([name, value]) => `${escape(name)}=${escape(value)}`);
  const url = `${target.endpoint}${what.path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return send(url, { method: what.method, headers, ...(what.body !== undefined && { body: what.body }) });
}

function escape(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An error of the SDK, as `name status`. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return `${name} ${$metadata?.httpStatusCode ?? String(error)}`;
  }
  return 'no refusal';
}
