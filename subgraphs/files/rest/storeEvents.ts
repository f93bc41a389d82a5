import { z } from 'zod';

/** An object that the store says was created. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
}

/** What a store, or what stands between, has to say. */
export type StoreEvents =
  | { readonly kind: 'OBJECTS'; readonly created: readonly CreatedObject[] }
  /** SNS wants its subscription confirmed by opening this address. */
  | { readonly kind: 'CONFIRMATION'; readonly address: string };

/** Amazon S3's event message, as radosgw and MinIO send it too (S3 User Guide, "Event message structure"). */
const s3Records = z.object({ Records: z.array(z.unknown()) });
/** One of its records: each is read for itself, so that one of another kind keeps none of the others from being read. */
const s3Record = z.object({
  eventName: z.string(),
  s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});
/** Amazon EventBridge's "Object Created" (S3 User Guide, "EventBridge event message structure"). */
const eventBridge = z.object({
  'detail-type': z.string(),
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});
/** Amazon SNS around any of them (SNS Developer Guide, "Parsing HTTP/HTTPS message format"). */
const snsNotification = z.object({ Type: z.literal('Notification'), Message: z.string() });
const snsConfirmation = z.object({ Type: z.literal('SubscriptionConfirmation'), SubscribeURL: z.string() });
/** The webhook of SeaweedFS's filer. */
const seaweedFs = z.object({ key: z.string(), event_type: z.string() });

/**
 * Reads a store's events in any of the forms that stores send. What is well-formed but of no interest (test
 * messages, removals) is an empty list.
 * @returns null for what is not JSON.
 */
export function parseStoreEvents(body: string): StoreEvents | null {
  const message = parseJson(body);
  if (message === undefined) return null;
  const confirmation = snsConfirmation.safeParse(message);
  if (confirmation.success) return { kind: 'CONFIRMATION', address: confirmation.data.SubscribeURL };
  const notification = snsNotification.safeParse(message);
  const event = notification.success ? parseJson(notification.data.Message) : message;
  return { kind: 'OBJECTS', created: createdIn(event) };
}

function createdIn(event: unknown): CreatedObject[] {
  const records = s3Records.safeParse(event);
  if (records.success) return records.data.Records.flatMap(createdInRecord);
  const bridged = eventBridge.safeParse(event);
  if (bridged.success && bridged.data['detail-type'] === 'Object Created') {
    const { bucket, object } = bridged.data.detail;
    return [{ bucket: bucket.name, key: object.key }];
  }
  const filed = seaweedFs.safeParse(event);
  if (filed.success && /^(?:create|update)$/.test(filed.data.event_type)) {
    const [, bucket, key] = /^\/buckets\/([^/]+)\/(.+)$/.exec(filed.data.key) ?? [];
    return bucket === undefined || key === undefined ? [] : [{ bucket, key }];
  }
  return [];
}

function createdInRecord(record: unknown): CreatedObject[] {
  const read = s3Record.safeParse(record);
  if (!read.success || !/^(?:s3:)?ObjectCreated:/.test(read.data.eventName)) return [];
  const { bucket, object } = read.data.s3;
  const key = decodeKey(object.key);
  return key === null ? [] : [{ bucket: bucket.name, key }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: the caller says so.
    return undefined;
  }
}

/** Keys are encoded as forms are: a space is a plus sign. */
function decodeKey(key: string): string | null {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // No store encodes so; nothing of ours has such a key.
    return null;
  }
}
