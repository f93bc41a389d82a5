import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it arrived. */
export interface SeenSpan {
  service: string;
  /** What is told of the process. */
  resource: Record<string, string>;
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  attributes: Record<string, string>;
}

type Fields = Map<number, (Buffer | number)[]>;

/** Reads one message of Protocol Buffers by field number (https://protobuf.dev/programming-guides/encoding/). */
function readFields(bytes: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const kind = tag & 7;
    const size = kind === 1 ? 8 : kind === 5 ? 4 : kind === 2 ? varint() : 0;
    const value = kind === 0 ? varint() : bytes.subarray(at, (at += size));
    fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), value]);
  }
  return fields;
}

const parts = (fields: Fields, number: number) =>
  (fields.get(number) ?? []).map((part) => readFields(part as Buffer));
const text = (fields: Fields, number: number) =>
  (fields.get(number)?.[0] as Buffer | undefined)?.toString() ?? '';
const hex = (fields: Fields, number: number) =>
  (fields.get(number)?.[0] as Buffer | undefined)?.toString('hex') ?? '';

function attributesOf(fields: Fields, number: number): Record<string, string> {
  return Object.fromEntries(
    parts(fields, number).map((pair) => {
      const [value] = parts(pair, 2);
      return [text(pair, 1), text(value!, 1) || String(value!.get(2)?.[0] ?? value!.get(3)?.[0] ?? '')];
    }),
  );
}

/** The spans of an ExportTraceServiceRequest (opentelemetry-proto). */
function spansOf(body: Buffer): SeenSpan[] {
  return parts(readFields(body), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(parts(resourceSpans, 1)[0]!, 1);
    return parts(resourceSpans, 2).flatMap((scope) =>
      parts(scope, 2).map((span) => ({
        service: resource['service.name']!,
        resource,
        traceId: hex(span, 1),
        spanId: hex(span, 2),
        parentId: hex(span, 4),
        name: text(span, 5),
        attributes: attributesOf(span, 9),
      })),
    );
  });
}

/** A collector of traces on a free port. */
export async function startOtlpReceiver() {
  const spans: SeenSpan[] = [];
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  let raw = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      raw += body.toString('latin1');
      requests.push({ path: request.url!, headers: request.headers });
      if (request.url!.endsWith('/traces')) spans.push(...spansOf(body));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    /** Everything that came, for searching it. */
    raw: () => raw,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
