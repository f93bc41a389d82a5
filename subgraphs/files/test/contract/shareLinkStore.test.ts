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
    expect(await links.insert(link, 100)).toBe(true);
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
    const otherFile = await insert({ ownerId });
    const other = await insert({ fileId });
    const sorted = made.sort(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1),
    );
    const seen: StoredLink[] = [];
    for (let page = 0; page < 5; page += 1) {
      seen.push(...(await links.listByFile(ownerId, fileId, seen.at(-1) ?? null, 2)));
    }
    expect(seen).toEqual(sorted);
    expect(await links.countByFile(ownerId, fileId)).toBe(5);
    await links.removeByFile(ownerId, fileId);
    expect(await links.countByFile(ownerId, fileId)).toBe(0);
    expect(await links.countByFile(other.ownerId, fileId)).toBe(1);
    await links.removeByOwner(ownerId);
    expect(await links.countByFile(ownerId, otherFile.fileId)).toBe(0);
  });

  it('lets a file have so many links and no more, however many are made at once', async () => {
    const [ownerId, fileId] = [randomUUID(), randomUUID()];
    const made = Array.from({ length: 40 }, () => buildLink({ ownerId, fileId }));
    const outcomes = await Promise.all(made.map((link) => links.insert(link, 30)));
    expect(outcomes.filter(Boolean)).toHaveLength(30);
    expect(await links.countByFile(ownerId, fileId)).toBe(30);
    expect(await links.insert(buildLink({ ownerId, fileId }), 30)).toBe(false);
    // One that was taken back makes room for one, once.
    const there = made.find((_link, index) => outcomes[index])!;
    await links.revoke(ownerId, there.id, at);
    await links.revoke(ownerId, there.id, later(1));
    const late = Array.from({ length: 3 }, () => links.insert(buildLink({ ownerId, fileId }), 30));
    expect((await Promise.all(late)).filter(Boolean)).toHaveLength(1);
    expect(await links.insert(buildLink({ ownerId }), 30)).toBe(true);
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
