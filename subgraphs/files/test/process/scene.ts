import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { UserCaller } from '../../../../platform/identity';
import { fileOfKey } from '../../domain/file';
import { createUseCases } from '../../usecases';
import { buildCaller, createBed, SetClock, type Bed } from '../bed';
import { expectInvariants, quiesce } from '../invariants';
import { openStore } from '../openStore';
import { S3_TARGETS, startMongoStores } from '../realStores';
import { buildConfig, JWKS, signToken } from '../startTestApp';
import { startVictim, type Victim } from './victim';

/** One kill: a person, the process that is to die, and another one on the same stores that comes after. */
export interface Scene {
  readonly caller: UserCaller;
  /** One operation through the victim's door. */
  ask(query: string, input: object): Promise<void>;
  readonly victim: Victim;
  /** The process that comes after. */
  readonly bed: Bed;
  /** Checks the invariants now, and again when everything has come to rest. */
  expectPeace(): Promise<void>;
}

/** Database, store and auth's keys, on which one process after the other is killed. */
export async function startKillingField() {
  const target = await startMongoStores();
  const [[, startS3] = []] = S3_TARGETS;
  if (startS3 === undefined) throw new Error('there is no store');
  const opened = await openStore(startS3);
  const auth = createServer((_request, response) => response.end(JSON.stringify(JWKS)));
  await new Promise<void>((resolve) => auth.listen(0, '127.0.0.1', resolve));
  const config = buildConfig({
    mongodbUri: target.uri,
    s3: opened.target.settings,
    authUrl: `http://127.0.0.1:${(auth.address() as AddressInfo).port}`,
    multipartSeconds: 3_600,
    quotaBytes: 1_000,
  });
  const listStored = async () => {
    const { Contents = [] } = await opened.clients.internal.send(
      new ListObjectsV2Command({ Bucket: config.s3.bucket }),
    );
    const { Uploads = [] } = await opened.clients.internal.send(
      new ListMultipartUploadsCommand({ Bucket: config.s3.bucket }),
    );
    return { objects: Contents.map(({ Key = '' }) => Key), uploads: Uploads.map(({ Key = '' }) => Key) };
  };

  /** Until the sweeper has come, a form's bytes are there twice: as they were sent and as they were verified. */
  const listUnrecorded = async () => {
    const { objects, uploads } = await listStored();
    const recorded = new Set((await target.records()).map(({ id }) => id));
    return { objects: objects.filter((key) => !recorded.has(fileOfKey(key)?.fileId ?? '')), uploads };
  };

  const buildScene = (victim: Victim): Scene => {
    const base = createBed({ stores: target });
    const clock = new SetClock(new Date());
    const deps = { ...base.deps, objects: opened.store, clock, multipartSeconds: 3_600 };
    const bed = {
      ...base,
      clock,
      deps,
      objects: opened.store as unknown as Bed['objects'],
      useCases: createUseCases(deps),
      restart: () => createUseCases({ ...deps, settling: new Map() }),
    };
    const caller = buildCaller();
    const authorization = `Bearer ${signToken({ sub: caller.userId })}`;
    return {
      caller,
      victim,
      bed,
      async ask(query, input) {
        const response = await fetch(`${victim.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify({ query, variables: { input } }),
        });
        const { errors } = (await response.json()) as { errors?: unknown };
        expect(errors).toBeUndefined();
      },
      async expectPeace() {
        await expectInvariants(bed, caller.userId, target.records, listUnrecorded);
        await quiesce(bed);
        await expectInvariants(bed, caller.userId, target.records, listStored);
      },
    };
  };

  return {
    /**
     * Runs `work` once undisturbed, and then once for each of its calls, killed in place of that call: what is seen
     * outside before a call is what was seen after the one before. Answers how many calls there were.
     */
    async forEachKill(work: {
      prepare?: (scene: Scene) => Promise<unknown>;
      act: (scene: Scene) => Promise<unknown>;
      check: (scene: Scene) => Promise<void>;
      aheadMs?: number;
    }): Promise<number> {
      const start = () => startVictim(config, work.aheadMs);
      let next = start();
      let calls = 0;
      for (let call = 0; call <= calls; call += 1) {
        const scene = buildScene(await next);
        // The next one starts while this one dies.
        if (call === 0 || call < calls) next = start();
        try {
          await work.prepare?.(scene);
          scene.victim.arm(call === 0 ? null : call);
          const acted = work.act(scene);
          if (call === 0) await acted;
          else await acted.catch(() => undefined);
          if (call === 0) calls = scene.victim.calls();
          await scene.victim.kill();
          await work.check(scene);
          await scene.expectPeace();
        } catch (error) {
          // Nobody else ends the one that was to come next, and the tests would not end before it.
          await (await next).kill();
          throw new Error(`killed in place of call ${call} of ${calls}`, { cause: error });
        }
      }
      return calls;
    },
    async close() {
      auth.close();
      await opened.close();
      await target.close();
    },
  };
}

/** What startKillingField makes. */
export type KillingField = Awaited<ReturnType<typeof startKillingField>>;
