import fc from 'fast-check';
import { createBed } from '../bed';
import { expectInvariants, memoryRecords, quiesce } from '../invariants';
import { caller, codeOf, QUOTA, steps, type Model } from '../modelSteps';

const statusOf = (seen: unknown) => (typeof seen === 'object' ? (seen as { status: string }).status : seen);

it('K06 behaves as the model says through any sequence of calls, sweeps and deaths', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 40, size: 'max' }), async (commands) => {
      const bed = createBed({ limits: { quotaBytes: QUOTA } });
      const model: Model = { files: [], isUncertain: false };
      await fc.asyncModelRun(() => ({ model, real: bed }), commands);
      await quiesce(bed);
      await expectInvariants(bed, caller.userId, memoryRecords(bed));
      for (const { id, status, isSent, name, upload } of model.files) {
        const seen = await bed.useCases.getFile(caller, id).catch(codeOf);
        if (status === 'READY' || (status === 'PENDING' && isSent))
          expect(seen).toMatchObject({ status: 'READY', ...(name === undefined ? {} : { name }) });
        // Its time may have come while all calmed down.
        else if (status === 'TRASHED') expect(['TRASHED', 'NOT_FOUND']).toContain(statusOf(seen));
        else if (status === 'PENDING' && upload?.method === 'MULTIPART')
          expect(['PENDING', 'NOT_FOUND']).toContain(statusOf(seen));
        else expect(seen).toBe('NOT_FOUND');
      }
    }),
    { numRuns: 500 },
  );
}, 60_000);
