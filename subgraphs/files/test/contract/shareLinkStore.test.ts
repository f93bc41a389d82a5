import { randomUUID } from 'node:crypto';
import type { StoredLink } from '../../domain/shareLink';
import type { ShareLinkStore } from '../../ports';
import { MemoryShareLinkStore } from '../memory/MemoryShareLinkStore';
import { startMongoStores } from '../realStores';
import { at, later } from '../records';

interface Target {
  links: ShareLinkStore;
  close(): Promise<void>;
}
const TARGETS: [string, () => Promise<Target>][] = [
  ['memory', async () => ({ links: new MemoryShareLinkStore(), close: async () => undefined })],
  ['MongoDB', startMongoStores],
];

function buildLink(overrides: Partial<StoredLink> = {}): StoredLink {
  return {
    id: randomUUID(),
    fileId: randomUUID(),
    ownerId: randomUUID(),
    tokenHash: randomUUID(),
    createdAt: at,
    expiresAt: null,
    maxDownloads: null,
    downloadCount: 0,
    passwordHash: null,
    revokedAt: null,
    failedAttempts: 0,
    failedSince: null,
    ...overrides,
  };
}

describe.each(TARGETS)('ShareLinkStore in %s', (_name, start) => {
  let target: Target;
  let links: ShareLinkStore;
  beforeAll(async () => {
    target = await start();
    links = target.links;
  });
  afterAll(() => target.close());

  const insert = async (overrides: Partial<StoredLink> = {}) => {
    const link = buildLink(overrides);
    await links.insert(link);
    return link;
  };

  it('gives a link back to whoever has its token', async () => {
    const link = await insert({ expiresAt: later(9), maxDownloads: 3, passwordHash: 'x' });
    expect(await links.findByToken(link.tokenHash)).toEqual(link);
    expect(await links.findByToken('other')).toBeNull();
  });

  it('counts exactly as many downloads as a link has, however many come at once', async () => {
    const { id, tokenHash } = await insert({ maxDownloads: 7 });
    const opened = await Promise.all(Array.from({ length: 50 }, () => links.countDownload(id, at)));
    expect(opened.filter(Boolean)).toHaveLength(7);
    expect(await links.findByToken(tokenHash)).toMatchObject({ downloadCount: 7 });
  });

  it('counts no download of a link that has expired or was taken back', async () => {
    const { id } = await insert({ expiresAt: later(10) });
    expect(await links.countDownload(id, later(9))).toBe(true);
    expect(await links.countDownload(id, later(10))).toBe(false);
    const unlimited = await insert();
    expect(await links.countDownload(unlimited.id, later(1e9))).toBe(true);
    await links.revoke(unlimited.ownerId, unlimited.id, later(5));
    expect(await links.countDownload(unlimited.id, at)).toBe(false);
    expect(await links.countDownload(randomUUID(), at)).toBe(false);
  });

  it('Z04 lets only its owner take a link back, and remembers when that was first', async () => {
    const { id, ownerId } = await insert();
    expect(await links.revoke(randomUUID(), id, at)).toBeNull();
    expect(await links.revoke(ownerId, id, later(1))).toMatchObject({ revokedAt: later(1) });
    expect(await links.revoke(ownerId, id, later(2))).toMatchObject({ revokedAt: later(1) });
  });

  it('lists and counts the links of a file, the newest first', async () => {
    const [ownerId, fileId] = [randomUUID(), randomUUID()];
    const made: StoredLink[] = [];
    for (const second of [1, 2, 2, 2, 3]) {
      made.push(await insert({ ownerId, fileId, createdAt: later(second) }));
    }
    await insert({ ownerId });
    await insert({ fileId });
    const sorted = made.sort(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1),
    );
    const seen: StoredLink[] = [];
    for (let page = 0; page < 5; page += 1) {
      seen.push(...(await links.listByFile(ownerId, fileId, seen.at(-1) ?? null, 2)));
    }
    expect(seen).toEqual(sorted);
    await links.revoke(ownerId, made[0]!.id, at);
    expect(await links.countByFile(ownerId, fileId)).toEqual({ all: 5, unrevoked: 4 });
    await links.removeByFile(fileId);
    expect(await links.countByFile(ownerId, fileId)).toEqual({ all: 0, unrevoked: 0 });
  });

  it('counts wrong passwords, and forgets those of long ago', async () => {
    const { id, tokenHash } = await insert();
    const failed = async () => (await links.findByToken(tokenHash))!.failedAttempts;
    await links.noteFailedAttempt(id, later(100), later(0));
    await links.noteFailedAttempt(id, later(101), later(1));
    expect(await failed()).toBe(2);
    await links.noteFailedAttempt(id, later(201), later(100));
    expect(await failed()).toBe(1);
  });
});
