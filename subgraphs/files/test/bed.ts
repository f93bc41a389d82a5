import { randomUUID } from 'node:crypto';
import type { UserCaller } from '../../../platform/identity';
import { createLog } from '../../../platform/service';
import { ScryptLinkSecrets } from '../adapters/crypto/ScryptLinkSecrets';
import { MagicTypeDetector } from '../adapters/fileType/MagicTypeDetector';
import type { UploadInput } from '../domain/uploadRequest';
import type { FileStore, ObjectStore, ShareLinkStore, UsageStore } from '../ports';
import { createHashingTurns, createUseCases, type FilesDeps } from '../usecases';
import { MemoryFileStore } from './memory/MemoryFileStore';
import { MemoryObjectStore } from './memory/MemoryObjectStore';
import { MemoryShareLinkStore } from './memory/MemoryShareLinkStore';
import { MemoryUsageStore } from './memory/MemoryUsageStore';

/** The stores a test works on. */
export interface Stores {
  files: FileStore;
  usage: UsageStore;
  links: ShareLinkStore;
}

/** A clock that stands still until it is set. */
export class SetClock {
  constructor(private at = new Date('2026-03-01T12:00:00.000Z')) {}
  now(): Date {
    return this.at;
  }
  advance(milliseconds: number): void {
    this.at = new Date(this.at.getTime() + milliseconds);
  }
}

/** A caller whose token was verified. */
export function buildCaller(userId: string = randomUUID()): UserCaller {
  return { kind: 'user', userId, sessionId: randomUUID(), roles: [] };
}

/** An upload of a small text; everything can be said otherwise. */
export function buildUpload(overrides: Partial<UploadInput> = {}): UploadInput {
  return { name: 'hat.txt', size: 12, contentType: 'text/plain', ...overrides };
}

/** Use cases on stores in memory, with a clock that stands still. */
export function createBed(options: { stores?: Stores; limits?: Partial<FilesDeps['limits']> } = {}) {
  const stores = options.stores ?? {
    files: new MemoryFileStore(),
    usage: new MemoryUsageStore(),
    links: new MemoryShareLinkStore(),
  };
  const objects = new MemoryObjectStore();
  const clock = new SetClock();
  const deps: FilesDeps = {
    ...stores,
    objects,
    clock,
    types: new MagicTypeDetector(),
    linkSecrets: new ScryptLinkSecrets(),
    accounts: { has: async () => true },
    ids: { nextId: () => randomUUID() },
    limits: {
      maxFileBytes: 1_000_000,
      allowedContentTypes: ['*/*'],
      quotaBytes: 1_000,
      maxFiles: 1_000,
      maxPendingUploads: 50,
      ...options.limits,
    },
    plans: {},
    uploadUrlSeconds: 900,
    trashDays: 30,
    multipartSeconds: 604_800,
    publicUrl: 'https://cloakroom.test',
    settling: new Map(),
    hashing: createHashingTurns(),
    log: createLog('files', 'silent'),
  };
  return {
    ...stores,
    objects: objects as ObjectStore & MemoryObjectStore,
    clock,
    deps,
    useCases: createUseCases(deps),
    /** The use cases of another process on the same stores. */
    restart: (changes: Partial<FilesDeps> = {}) =>
      createUseCases({ ...deps, settling: new Map(), ...changes }),
  };
}

/** What createBed makes. */
export type Bed = ReturnType<typeof createBed>;
