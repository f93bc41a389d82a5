import { randomUUID } from 'node:crypto';
import type { UploadTicket } from '../../usecases';
import { buildCaller, buildUpload } from '../bed';
import { startTestApp, type TestApp } from '../startTestApp';

const secret = 'a secret that is long enough for a store';
const content = Buffer.from('a dozen byte');
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ config: { eventsSecret: secret } });
});
afterAll(() => app.close());

const event = (...keys: string[]) => ({
  Records: keys.map((key) => ({
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: 'files-test' }, object: { key: encodeURIComponent(key) } },
  })),
});
const tell = (body: unknown, headers: Record<string, string> = { authorization: `Bearer ${secret}` }) =>
  app.send('/events/s3', {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=UTF-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
async function announce(overrides = {}) {
  const caller = buildCaller();
  const { file, upload } = await app.app.useCases.requestUpload(caller, buildUpload(overrides));
  const put = () => app.memory.objects.put(upload as UploadTicket, content, new Date());
  const stored = () => app.memory.files.find(caller.userId, file.id);
  return { caller, file, put, stored };
}

it('makes a file READY when the store says that its bytes have come; twice is as good as once', async () => {
  const { caller, file, put, stored } = await announce();
  put();
  expect(await tell(event(file.objectKey, file.objectKey))).toMatchObject({
    status: 200,
    body: { settled: 1, ignored: 0 },
  });
  expect(await stored()).toMatchObject({ status: 'READY', charge: 'USED' });
  expect((await tell(event(file.objectKey))).body).toEqual({ settled: 0, ignored: 1 });
  expect(await app.memory.usage.read(caller.userId)).toMatchObject({ usedBytes: 12, fileCount: 1 });
});

it('believes no event: what is not there, or is not as announced, stays PENDING', async () => {
  const absent = await announce();
  const image = await announce({ contentType: 'image/png' });
  image.put();
  const { body } = await tell(event(absent.file.objectKey, image.file.objectKey));
  expect(body).toEqual({ settled: 0, ignored: 2 });
  expect(await absent.stored()).toMatchObject({ status: 'PENDING' });
  expect(await image.stored()).toMatchObject({ status: 'PENDING' });
});

it('passes over keys that are none of ours, and over other buckets', async () => {
  const { file, put, stored } = await announce();
  put();
  const elsewhere = JSON.stringify(event(file.objectKey)).replace('files-test', 'another-bucket');
  expect((await tell(elsewhere)).body).toEqual({ settled: 0, ignored: 0 });
  const keys = ['x', '../x', `${randomUUID()}/${randomUUID()}`, `${file.objectKey}/x`, '__proto__'];
  expect((await tell(event(...keys))).body).toEqual({ settled: 0, ignored: keys.length });
  expect(await stored()).toMatchObject({ status: 'PENDING' });
});

it.each([
  ['a bearer token', { authorization: `bearer ${secret}` }],
  ['the password of a URL', { authorization: `Basic ${Buffer.from(`sns:${secret}`).toString('base64')}` }],
  ['the bare secret', { authorization: secret }],
])('lets a store in with %s', async (_what, headers) => {
  expect((await tell(event(), headers)).status).toBe(200);
});

it('lets a store in that can only be told an address', async () => {
  const init = { method: 'POST', body: JSON.stringify(event()) };
  expect((await app.send(`/events/s3?token=${encodeURIComponent(secret)}`, init)).status).toBe(200);
  expect((await app.send('/events/s3?token=x', init)).status).toBe(401);
});

it.each([
  ['nothing', {}],
  ['another secret', { authorization: `Bearer ${secret}x` }],
  ['an empty secret', { authorization: 'Bearer ' }],
  ['a user and no password', { authorization: `Basic ${Buffer.from('sns').toString('base64')}` }],
])('lets nobody in with %s', async (_what, headers) => {
  expect(await tell(event(), headers as Record<string, string>)).toMatchObject({
    status: 401,
    body: { code: 'UNAUTHENTICATED' },
  });
});

it('refuses what is no JSON, and what is too large', async () => {
  expect((await tell('{')).status).toBe(400);
  expect((await tell('x'.repeat(600_000))).status).toBe(413);
});

it('opens no address for SNS, but tells the operator', async () => {
  const address = 'http://169.254.169.254/latest/meta-data';
  const { status } = await tell({ Type: 'SubscriptionConfirmation', SubscribeURL: address });
  expect(status).toBe(200);
  expect(app.logLines.join('')).toContain(address);
});

it('asks to be told again while the store cannot be asked', async () => {
  const { file, put } = await announce();
  put();
  const findObject = app.memory.objects.findObject.bind(app.memory.objects);
  app.memory.objects.findObject = () => Promise.reject(new Error('down'));
  expect((await tell(event(file.objectKey))).status).toBeGreaterThanOrEqual(500);
  app.memory.objects.findObject = findObject;
  expect((await tell(event(file.objectKey))).body).toEqual({ settled: 1, ignored: 0 });
});

it('does not exist without a secret', async () => {
  const closed = await startTestApp();
  const init = { method: 'POST', body: '{}', headers: { authorization: 'Bearer ' } };
  expect((await closed.send('/events/s3', init)).status).toBe(404);
  await closed.close();
});
