import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { CLOCK_SKEW_MS, PENDING_GRACE_MS } from '../domain/lifetimes';
import { createUseCases, type UploadTicket } from '../usecases';
import { buildCaller, buildUpload, type Bed } from './bed';
import { mortal } from './crashes';

/** What ought to be true of one file. */
export interface ModelFile {
  id: string;
  size: number;
  status: 'PENDING' | 'READY' | 'TRASHED' | 'DELETED';
  /** What a rename was answered with last. */
  name?: string;
  /** The link to it that is shared, if any. */
  link?: string;
  trashedAt?: number;
  upload: UploadTicket | null;
  /** Its bytes have arrived. */
  isSent: boolean;
}
/** What ought to be true: files as their owner sees them, and what was begun and never heard of again. */
export interface Model {
  files: ModelFile[];
  /** Someone was killed: some files may be further than the model knows. */
  isUncertain: boolean;
}

/** The most bytes that the one person of the model may keep. */
export const QUOTA = 100;
const METHODS = ['PUT', 'POST', 'MULTIPART'] as const;
type Method = (typeof METHODS)[number];
/** The one person of the model. */
export const caller = buildCaller();
const at = (model: Model, index: number) => model.files[index % Math.max(1, model.files.length)];

/** One step of a client, of time, or of a process that dies. */
type Step = fc.AsyncCommand<Model, Bed>;
const step = (
  name: string,
  run: (model: Model, bed: Bed) => Promise<void>,
  check?: (model: Model) => boolean,
): Step => ({
  check: (model) => check?.(model) ?? true,
  run,
  toString: () => name,
});
/** The code of an error. */
export const codeOf = (error: unknown) => (error as { code?: string }).code;

/** The upload that a client announces; one in parts has no fewer than one byte. */
const buildInput = (size: number, method: Method) =>
  buildUpload({ size, method: method === 'MULTIPART' && size === 0 ? 'PUT' : method });

const announce = (size: number, method: Method) =>
  step(`announce ${size} by ${method}`, async (model, bed) => {
    const held = model.files
      .filter(({ status }) => status !== 'DELETED')
      .reduce((sum, file) => sum + file.size, 0);
    const answer = await bed.useCases.requestUpload(caller, buildInput(size, method)).catch(codeOf);
    if (typeof answer !== 'object') {
      expect(answer).toBe('QUOTA_EXCEEDED');
      // What the dead have reserved counts until the sweeper comes.
      if (!model.isUncertain) expect(held + size).toBeGreaterThan(QUOTA);
      return;
    }
    expect(held + size).toBeLessThanOrEqual(QUOTA);
    model.files.push({ id: answer.file.id, size, status: 'PENDING', upload: answer.upload, isSent: false });
  });

/** Sends all bytes as the ticket says; the status of the store, or the code with which parts are refused. */
async function sendBytes(bed: Bed, { id, size, upload }: ModelFile): Promise<number | string | undefined> {
  const now = bed.clock.now();
  const bytes = Buffer.alloc(size, 'x');
  switch (upload?.method) {
    case 'PUT':
      return bed.objects.put(upload, bytes, now);
    case 'POST':
      return bed.objects.post(upload, bytes, now);
    case 'MULTIPART': {
      const page = await bed.useCases.uploadParts(caller, { fileId: id }).catch(codeOf);
      if (typeof page !== 'object') return page;
      return bed.objects.putPart(page.parts[0]!.request!, bytes, now);
    }
    case undefined:
      return undefined;
  }
}

const send = (index: number) =>
  step(
    `send ${index}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const status = await sendBytes(bed, file);
      if (status === 200 || status === 201) file.isSent = true;
      // Parts are asked for where their file is looked up: one that is over, or done, has none.
      else if (file.upload?.method === 'MULTIPART' && file.status === 'DELETED') {
        expect(status).toBe('NOT_FOUND');
      }
    },
    (model) => at(model, index)?.upload != null,
  );

const cancel = (index: number) =>
  step(
    `cancel ${index}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const answer = await bed.useCases.cancelUpload(caller, { fileId: file.id }).catch(codeOf);
      if (file.status === 'READY' || file.status === 'TRASHED') expect(answer).toBe('CONFLICT');
      else if (file.status === 'PENDING') {
        expect(answer).toEqual({ cancelledFileId: file.id });
        file.status = 'DELETED';
      } else expect(['object', 'NOT_FOUND']).toContain(typeof answer === 'object' ? 'object' : answer);
    },
    (model) => at(model, index) !== undefined,
  );

const complete = (index: number) =>
  step(
    `complete ${index}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const answer = await bed.useCases.completeUpload(caller, { fileId: file.id }).catch(codeOf);
      if (typeof answer === 'object') {
        expect(['PENDING', 'READY']).toContain(file.status);
        file.status = 'READY';
      } else if (file.status === 'READY') throw new Error(`completing a READY file answered ${answer}`);
    },
    (model) => at(model, index) !== undefined,
  );

const remove = (index: number) =>
  step(
    `remove ${index}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const answer = await bed.useCases.deleteFile(caller, { fileId: file.id }).catch(codeOf);
      if (file.status === 'DELETED')
        expect(['object', 'NOT_FOUND']).toContain(typeof answer === 'object' ? 'object' : answer);
      else expect(answer).toEqual({ deletedFileId: file.id });
      file.status = 'DELETED';
    },
    (model) => at(model, index) !== undefined,
  );

/** A file that arrives without any trouble. */
const leave = (size: number, method: Method) =>
  step(`leave ${size} by ${method}`, async (model, bed) => {
    const answer = await bed.useCases.requestUpload(caller, buildInput(size, method)).catch(codeOf);
    if (typeof answer !== 'object') return;
    const { upload } = answer;
    const file: ModelFile = { id: answer.file.id, size, status: 'READY', upload, isSent: true };
    await sendBytes(bed, file);
    await bed.useCases.completeUpload(caller, { fileId: file.id });
    model.files.push(file);
  });

/** Into the trash or out of it: between these two states only, and told so otherwise. */
const move = (way: 'trash' | 'restore', index: number) =>
  step(
    `${way} ${index}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const { trashFile, restoreFile } = bed.useCases;
      const answer = await (way === 'trash' ? trashFile : restoreFile)(caller, { fileId: file.id }).catch(
        codeOf,
      );
      if (file.status === 'DELETED') expect(answer).toBe('NOT_FOUND');
      else if (file.status === 'PENDING') expect(answer).toBe('CONFLICT');
      else {
        file.status = way === 'trash' ? 'TRASHED' : 'READY';
        expect(answer).toMatchObject({ id: file.id, status: file.status });
        if (way === 'trash') file.trashedAt ??= bed.clock.now().getTime();
        else delete file.trashedAt;
      }
    },
    (model) => at(model, index) !== undefined,
  );

const rename = (name: string, index: number) =>
  step(
    `rename ${index} to ${name}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const answer = await bed.useCases.renameFile(caller, { fileId: file.id, name }).catch(codeOf);
      if (file.status === 'DELETED') expect(answer).toBe('NOT_FOUND');
      else {
        expect(answer).toMatchObject({ name });
        file.name = name;
      }
    },
    (model) => at(model, index) !== undefined,
  );

const share = (index: number) =>
  step(
    `share ${index}`,
    async (model, bed) => {
      const file = at(model, index)!;
      const answer = await bed.useCases.createShareLink(caller, { fileId: file.id }).catch(codeOf);
      if (typeof answer !== 'object') {
        expect(file.status).not.toBe('READY');
        return;
      }
      // Reading it may have completed the upload.
      expect(['PENDING', 'READY']).toContain(file.status);
      file.status = 'READY';
      file.link = answer.url.split('/').at(-1)!;
    },
    (model) => at(model, index) !== undefined,
  );

const open = (index: number) =>
  step(
    `open ${index}`,
    async (model, bed) => {
      const { link, status } = at(model, index)!;
      const answer = await bed.useCases.openShareLink(link!, null).catch(codeOf);
      if (status === 'READY') expect(answer).toMatchObject({ url: expect.any(String) });
      else expect(answer).toBe('NOT_FOUND');
    },
    (model) => at(model, index)?.link !== undefined,
  );

const wait = (minutes: number) =>
  step(`wait ${minutes} min`, async (model, bed) => {
    bed.clock.advance(minutes * 60_000);
    await bed.useCases.sweep();
    const now = bed.clock.now().getTime();
    for (const file of model.files) {
      const expiresAt = file.upload?.expiresAt.getTime() ?? Infinity;
      const trashEnds = (file.trashedAt ?? Infinity) + bed.deps.trashDays * 86_400_000;
      if (file.status === 'TRASHED' && now >= trashEnds) file.status = 'DELETED';
      if (file.status !== 'PENDING') continue;
      // The sweeper comes by for parts long before their time is over; a read makes sure.
      const isVisited = file.upload?.method === 'MULTIPART' || now >= expiresAt + CLOCK_SKEW_MS;
      if (file.isSent && isVisited) {
        expect(await bed.useCases.getFile(caller, file.id)).toMatchObject({ status: 'READY' });
        file.status = 'READY';
      }
      if (file.status === 'PENDING' && now >= expiresAt + PENDING_GRACE_MS) file.status = 'DELETED';
    }
  });

/** Somebody else's process does one of these and is killed on the way. */
const die = (
  call: number,
  when: 'before' | 'after',
  what: 'announce' | 'complete' | 'remove' | 'sweep',
  index: number,
) =>
  step(`die ${when} call ${call} of ${what} ${index}`, async (model, bed) => {
    const useCases = createUseCases(mortal(bed.deps, { call, when }).deps);
    const file = at(model, index);
    const fileId = file?.id ?? randomUUID();
    model.isUncertain = true;
    const dying = {
      announce: () => useCases.requestUpload(caller, buildUpload({ size: 7 })),
      complete: () => useCases.completeUpload(caller, { fileId }),
      remove: () => useCases.deleteFile(caller, { fileId }),
      sweep: () => useCases.sweep(),
    }[what];
    await dying().catch(() => undefined);
    // What became of it is for the client to find out, as after any lost answer.
    if (file === undefined) return;
    const seen = await bed.useCases.getFile(caller, file.id).catch(codeOf);
    if (file.status === 'DELETED') expect(seen).toBe('NOT_FOUND');
    file.status = typeof seen === 'object' ? (seen.status as 'PENDING' | 'READY' | 'TRASHED') : 'DELETED';
  });

const index = fc.nat(9);
/** Any step. */
export const steps = [
  fc.tuple(fc.nat(40), fc.constantFrom(...METHODS)).map((parts) => announce(...parts)),
  fc.tuple(fc.nat(9), fc.constantFrom(...METHODS)).map((parts) => leave(...parts)),
  index.map(send),
  index.map(complete),
  index.map(remove),
  index.map(cancel),
  index.map((at) => move('trash', at)),
  index.map((at) => move('restore', at)),
  index.map((at) => rename(`Hut ${at}`, at)),
  index.map(share),
  index.map(open),
  fc.constantFrom(1, 14, 16, 76, 1_500, 43_200).map(wait),
  fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('before' as const, 'after' as const),
      fc.constantFrom('announce' as const, 'complete' as const, 'remove' as const, 'sweep' as const),
      index,
    )
    .map((parts) => die(...parts)),
];
