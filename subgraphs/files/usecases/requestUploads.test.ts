import { buildCaller, buildUpload, createBed } from '../test/bed';

const caller = buildCaller();

it('announces each file for itself, in order', async () => {
  const bed = createBed({ limits: { quotaBytes: 30 } });
  const outcomes = await bed.useCases.requestUploads(caller, {
    files: [
      buildUpload({ name: 'one' }),
      buildUpload({ name: '../two' }),
      buildUpload({ name: 'three', idempotencyKey: 'k' }),
      buildUpload({ name: 'four', size: 2_000_000 }),
      buildUpload({ name: 'five', size: 20 }),
      buildUpload({ name: 'three', idempotencyKey: 'k' }),
    ],
  });
  const seen = outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : outcome.file.name));
  expect(seen).toEqual(['one', 'BAD_USER_INPUT', 'three', 'FILE_TOO_LARGE', 'QUOTA_EXCEEDED', 'three']);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 24, pendingCount: 2 });
});

it.each([0, 51])('refuses %d files', async (length) => {
  const files = Array.from({ length }, () => buildUpload());
  await expect(createBed().useCases.requestUploads(caller, { files })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'files',
  });
});
