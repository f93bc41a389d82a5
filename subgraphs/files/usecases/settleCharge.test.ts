import { randomUUID } from 'node:crypto';
import { buildCaller, buildUpload, createBed } from '../test/bed';
import { settleCharge } from './settleCharge';

const caller = buildCaller();

it('Q02 credits once, however old the record is that somebody still holds', async () => {
  const bed = createBed();
  for (let count = 0; count < 2; count += 1) {
    const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
    bed.objects.put(upload!, Buffer.alloc(12, 'x'), bed.clock.now());
    await bed.useCases.completeUpload(caller, { fileId: file.id });
    if (count === 0) continue;
    const at = bed.clock.now();
    const old = await bed.files.markDeleting(caller.userId, file.id, { at, sweepAt: at });
    expect(old).toMatchObject({ status: 'DELETING', charge: 'USED' });
    for (let time = 0; time < 3; time += 1) await settleCharge(bed.deps, old!);
  }
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 12, fileCount: 1 });
});

it('Q02 credits once when somebody else does so between the stamp and the credit', async () => {
  const bed = createBed();
  const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
  bed.objects.put(upload!, Buffer.alloc(12, 'x'), bed.clock.now());
  await bed.useCases.completeUpload(caller, { fileId: file.id });
  const at = bed.clock.now();
  const deleting = await bed.files.markDeleting(caller.userId, file.id, { at, sweepAt: at });
  let isFirst = true;
  const overtaken = new Proxy(bed.usage, {
    get: (target, name) => {
      if (name !== 'credit') return (Reflect.get(target, name) as () => void).bind(target);
      return async (...args: Parameters<typeof target.credit>) => {
        if (isFirst) await settleCharge(bed.deps, deleting!);
        isFirst = false;
        return target.credit(...args);
      };
    },
  });
  await settleCharge({ files: bed.files, usage: overtaken }, deleting!);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
});

it('leaves a file alone whose charge is settled, or that is gone', async () => {
  const bed = createBed();
  const { file } = await bed.useCases.requestUpload(caller, buildUpload());
  await settleCharge(bed.deps, file);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 12 });
  await settleCharge(bed.deps, { ...file, id: randomUUID(), charge: 'USED', status: 'DELETING' });
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 12 });
});
