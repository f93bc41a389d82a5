import { parseStoreEvents } from './storeEvents';

const record = (eventName: string, key: string, bucket = 'cloakroom') => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  eventName,
  s3: { s3SchemaVersion: '1.0', bucket: { name: bucket }, object: { key, size: 6, eTag: 'x' } },
});
const created = (message: unknown) => {
  const events = parseStoreEvents(JSON.stringify(message));
  return events?.kind === 'OBJECTS' ? events.created.map(({ key }) => key) : events;
};

it.each([
  ['S3', { Records: [record('ObjectCreated:Put', 'a/b')] }],
  [
    'radosgw and MinIO',
    { EventName: 's3:ObjectCreated:Put', Records: [record('s3:ObjectCreated:Put', 'a/b')] },
  ],
  [
    'EventBridge',
    { 'detail-type': 'Object Created', detail: { bucket: { name: 'cloakroom' }, object: { key: 'a/b' } } },
  ],
  [
    'SNS',
    { Type: 'Notification', Message: JSON.stringify({ Records: [record('ObjectCreated:Put', 'a/b')] }) },
  ],
  ['SeaweedFS', { key: '/buckets/cloakroom/a/b', event_type: 'create', message_data: {} }],
])('reads what %s sends', (_store, message) => {
  expect(parseStoreEvents(JSON.stringify(message))).toEqual({
    kind: 'OBJECTS',
    created: [{ bucket: 'cloakroom', key: 'a/b' }],
  });
});

it('reads the records it knows among others that it does not', () => {
  const known = record('ObjectCreated:Put', 'a/b');
  expect(created({ Records: [{ eventSource: 'aws:ses' }, null, known, 'text'] })).toEqual(['a/b']);
});

it('decodes keys, whatever kind of creation it was', () => {
  expect(
    created({
      Records: [
        record('ObjectCreated:Post', 'a/b+c%2Bd%C3%BC'),
        record('ObjectCreated:CompleteMultipartUpload', 'e'),
        record('ObjectCreated:Copy', '%E0%A4%A'),
      ],
    }),
  ).toEqual(['a/b c+dü', 'e']);
});

it.each([
  ['a removal', { Records: [record('ObjectRemoved:Delete', 'a/b')] }],
  ['the test message of S3', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'cloakroom' }],
  [
    'another event of EventBridge',
    { 'detail-type': 'Object Deleted', detail: { bucket: { name: 'b' }, object: { key: 'a' } } },
  ],
  ['a removal in SeaweedFS', { key: '/buckets/cloakroom/a/b', event_type: 'delete' }],
  ['a notification about something else', { Type: 'Notification', Message: 'hello' }],
  ['anything else', { Records: 'none', key: 7 }],
  ['no object at all', 'text'],
])('passes over %s', (_what, message) => {
  expect(created(message)).toEqual([]);
});

it('does not confuse a confirmation with an event', () => {
  expect(
    parseStoreEvents(
      JSON.stringify({ Type: 'SubscriptionConfirmation', SubscribeURL: 'https://sns.example.com/?Action=x' }),
    ),
  ).toEqual({ kind: 'CONFIRMATION', address: 'https://sns.example.com/?Action=x' });
});

it.each(['', '{', 'Records'])('says of %p that it is no JSON', (body) => {
  expect(parseStoreEvents(body)).toBeNull();
});
