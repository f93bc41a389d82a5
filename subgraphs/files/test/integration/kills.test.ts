import type { DirectMethod } from '../../domain/file';
import { PENDING_GRACE_MS } from '../../domain/lifetimes';
import { buildUpload } from '../bed';
import { putTo, sendForm } from '../openStore';
import { startKillingField, type KillingField, type Scene } from '../process/scene';

/**
 * The service as a process of its own, killed (SIGKILL) before each of its calls to database and store, and after the
 * last. crashes.test.ts does the same faster, with processes that only play dead.
 */
let field: KillingField;
beforeAll(async () => {
  field = await startKillingField();
}, 60_000);
afterAll(() => field.close());

const content = Buffer.from('a dozen byte');
const NOTHING = { usedBytes: 0, reservedBytes: 0, fileCount: 0, pendingCount: 0 };
const ONE_FILE = { usedBytes: 12, reservedBytes: 0, fileCount: 1, pendingCount: 0 };
const METHODS = ['PUT', 'POST', 'MULTIPART'] as const;

const REQUEST = `mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } } }`;
const PARTS = `mutation ($input: UploadPartsInput!) { uploadParts(input: $input) { parts { url } } }`;
const COMPLETE = `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { file { id } } }`;
const DELETE = `mutation ($input: DeleteFileInput!) { deleteFile(input: $input) { deletedFileId } }`;
const CANCEL = `mutation ($input: CancelUploadInput!) { cancelUpload(input: $input) { cancelledFileId } }`;

const idOf = new WeakMap<Scene, string>();
const fileId = (scene: Scene) => idOf.get(scene)!;
const usage = ({ bed, caller }: Scene) => bed.usage.read(caller.userId);

const announce = (method: DirectMethod) => async (scene: Scene) => {
  const input = buildUpload({ method, idempotencyKey: 'coat' });
  const { file, upload } = await scene.bed.useCases.requestUpload(scene.caller, input);
  idOf.set(scene, file.id);
  return upload!;
};
const send = (method: DirectMethod) => async (scene: Scene) => {
  const upload = await announce(method)(scene);
  if (upload.method === 'PUT') expect((await putTo(upload, content)).status).toBe(200);
  if (upload.method === 'POST') expect((await sendForm(upload, content)).status).toBe(201);
  if (upload.method === 'MULTIPART') {
    const { parts } = await scene.bed.useCases.uploadParts(scene.caller, { fileId: fileId(scene) });
    expect((await putTo(parts[0]!.request!, content)).status).toBe(200);
  }
};
const ready = (method: DirectMethod) => async (scene: Scene) => {
  await send(method)(scene);
  await scene.bed.useCases.completeUpload(scene.caller, { fileId: fileId(scene) });
};
async function expectGone(scene: Scene): Promise<void> {
  expect(await usage(scene)).toMatchObject(NOTHING);
  await expect(scene.bed.useCases.getFile(scene.caller, fileId(scene))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
}

it.each(METHODS)(
  'K01 survives kill -9 before and after every call of requestUpload by %s',
  async (method) => {
    const input = buildUpload({ method, idempotencyKey: 'coat' });
    const calls = await field.forEachKill({
      act: (scene) => scene.ask(REQUEST, input),
      async check({ bed, caller }) {
        const first = await bed.useCases.requestUpload(caller, input);
        const second = await bed.restart().requestUpload(caller, input);
        expect(second.file.id).toBe(first.file.id);
        expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 12, pendingCount: 1 });
      },
    });
    expect(calls).toBeGreaterThanOrEqual(3);
  },
  120_000,
);

it('K01 survives kill -9 before and after every call of uploadParts', async () => {
  const calls = await field.forEachKill({
    prepare: announce('MULTIPART'),
    act: (scene) => scene.ask(PARTS, { fileId: fileId(scene) }),
    async check(scene) {
      await scene.bed.useCases.uploadParts(scene.caller, { fileId: fileId(scene) });
    },
  });
  expect(calls).toBeGreaterThanOrEqual(3);
}, 600_000);

it.each(METHODS)(
  'K02 survives kill -9 before and after every call of completeUpload by %s',
  async (method) => {
    const calls = await field.forEachKill({
      prepare: send(method),
      act: (scene) => scene.ask(COMPLETE, { fileId: fileId(scene) }),
      async check(scene) {
        const completed = await scene.bed.useCases.completeUpload(scene.caller, { fileId: fileId(scene) });
        expect(completed).toMatchObject({ id: fileId(scene), status: 'READY' });
        expect(await usage(scene)).toMatchObject(ONE_FILE);
      },
    });
    expect(calls).toBeGreaterThanOrEqual(6);
  },
  120_000,
);

it('K03 survives kill -9 before and after every call of deleteFile', async () => {
  await field.forEachKill({
    prepare: ready('PUT'),
    act: (scene) => scene.ask(DELETE, { fileId: fileId(scene) }),
    async check(scene) {
      await scene.bed.useCases.deleteFile(scene.caller, { fileId: fileId(scene) });
      await expectGone(scene);
    },
  });
}, 600_000);

it('K03 survives kill -9 before and after every call of cancelUpload', async () => {
  await field.forEachKill({
    prepare: send('MULTIPART'),
    act: (scene) => scene.ask(CANCEL, { fileId: fileId(scene) }),
    async check(scene) {
      await scene.bed.useCases.cancelUpload(scene.caller, { fileId: fileId(scene) });
      await expectGone(scene);
    },
  });
}, 600_000);

it('K04 survives kill -9 before and after every call of the sweeper', async () => {
  const calls = await field.forEachKill({
    // Everything announced below has expired for the victim.
    aheadMs: 3_600_000 + PENDING_GRACE_MS + 60_000,
    async prepare(scene) {
      // Forgotten, never sent, and reserved without a record.
      await send('POST')(scene);
      await scene.bed.useCases.requestUpload(scene.caller, buildUpload());
      const reservation = {
        fileId: crypto.randomUUID(),
        size: 7,
        idempotencyKey: null,
        at: scene.bed.clock.now(),
      };
      await scene.bed.usage.reserve(scene.caller.userId, reservation, scene.bed.deps.limits);
    },
    act: ({ victim }) => victim.sweep(),
    async check({ bed }) {
      // When the dead one's claims have ended.
      bed.clock.advance(3_600_000 + PENDING_GRACE_MS + 3 * 60_000);
      await bed.useCases.sweep();
    },
  });
  expect(calls).toBeGreaterThanOrEqual(10);
}, 600_000);
