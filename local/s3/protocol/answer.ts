import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { S3Error } from './errors';
import { element, xmlDocument } from './xml';

/** A header's value may be a list, for a header that is sent more than once. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an operation answers. A stream comes with its own content-length header. */
export interface Answer {
  readonly status: number;
  readonly headers?: AnswerHeaders;
  readonly body?: string | AsyncIterable<Buffer>;
  /** Called once when the answer has been sent, or cannot be. */
  readonly release?: () => void;
}

/** A 200 with an XML document. */
export function xmlAnswer(document: string, headers: AnswerHeaders = {}): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: document };
}

/** S3's error document; `resource` is the path asked for. */
export function errorAnswer(error: S3Error, resource: string, requestId: string): Answer {
  const content = [
    element('Code', error.code),
    element('Message', error.message),
    ...Object.entries(error.details).map(([name, value]) => element(name, value)),
    element('Resource', resource),
    element('RequestId', requestId),
    element('HostId', requestId),
  ];
  return {
    status: error.status,
    headers: { ...error.headers, 'content-type': 'application/xml' },
    body: xmlDocument('Error', content, ''),
  };
}

/**
 * Sends an answer. Rejects when the client goes away or the stream fails in the middle; the
 * connection is then destroyed, so that a cut body is never taken for a whole one.
 */
export async function sendAnswer(response: ServerResponse, answer: Answer, headOnly: boolean): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.statusCode = answer.status;
  const { body } = answer;
  if (typeof body === 'object' && !headOnly) {
    await pipeline(Readable.from(body, { objectMode: false, highWaterMark: 1 << 20 }), response);
    return;
  }
  if (typeof body === 'string') response.setHeader('content-length', Buffer.byteLength(body));
  else if (body === undefined && !headOnly && ![204, 304].includes(answer.status)) {
    response.setHeader('content-length', 0);
  }
  response.end(headOnly || typeof body === 'object' ? undefined : body);
}
