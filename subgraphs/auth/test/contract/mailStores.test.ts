import { randomUUID } from 'node:crypto';
import type { MailIntent } from '../../domain/mailIntent';
import type { MailLink } from '../../domain/mailLink';
import type { MailLinkStore, MailOutbox } from '../../ports';
import { createMemoryStores } from '../memory/memoryStores';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

/** What each place for mails and their links must be and do. */
const KINDS = {
  memory: async () => ({ stores: createMemoryStores(), close: async () => undefined }),
  mongo: async () => {
    const server = await startDatabaseServer();
    const { stores, drop } = await openMongoStores(ownDatabase(server.uri));
    return {
      stores,
      close: async () => {
        await drop();
        await server.close();
      },
    };
  },
};

const START = new Date('2030-01-01T00:00:00.000Z').getTime();
const at = (seconds: number) => new Date(START + seconds * 1000);

function buildIntent(overrides: Partial<MailIntent> = {}): MailIntent {
  return {
    kind: 'PASSWORD_RESET',
    accountId: null,
    emailKey: `${randomUUID()}@example.com`,
    sendTo: null,
    origin: { requestId: 'request', client: { address: '192.0.2.1', userAgent: null } },
    ...overrides,
  };
}

function buildLink(overrides: Partial<MailLink> = {}): MailLink {
  return {
    tokenHash: randomUUID(),
    kind: 'PASSWORD_RESET',
    accountId: randomUUID(),
    emailKey: 'ada@example.com',
    newEmail: null,
    securityVersion: null,
    expiresAt: at(1800),
    ...overrides,
  };
}

describe.each(Object.entries(KINDS))('%s', (_kind, open) => {
  let outbox: MailOutbox;
  let links: MailLinkStore;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const opened = await open();
    outbox = opened.stores.mailOutbox;
    links = opened.stores.mailLinks;
    close = opened.close;
  });
  afterAll(() => close());

  describe('MailOutbox', () => {
    /** Whatever a test leaves behind is not the next one's. */
    afterEach(async () => {
      for (;;) {
        const left = await outbox.claimIntent(at(1e6), at(2e6));
        if (left === null) return;
        await outbox.finishIntent(left.claim);
      }
    });

    it('hands out what is due, the longest waiting first, to one deliverer each', async () => {
      const intents = [buildIntent(), buildIntent({ kind: 'EMAIL_CHANGED', sendTo: 'Old@example.com' })];
      await outbox.addIntent(intents[1]!, at(1), at(86_401));
      await outbox.addIntent(intents[0]!, at(0), at(86_400));
      expect(await outbox.claimIntent(at(-1), at(60))).toBeNull();
      const first = await outbox.claimIntent(at(2), at(60));
      const second = await outbox.claimIntent(at(2), at(60));
      expect([first, second]).toMatchObject([
        { intent: intents[0], attempt: 1, giveUpAt: at(86_400) },
        { intent: intents[1], attempt: 1, giveUpAt: at(86_401) },
      ]);
      expect(await outbox.claimIntent(at(2), at(60))).toBeNull();
    });

    it('hands out each of 20 intents once to 40 deliverers at the same time', async () => {
      const intents = Array.from({ length: 20 }, () => buildIntent());
      await Promise.all(intents.map((intent) => outbox.addIntent(intent, at(0), at(86_400))));
      const claims = await Promise.all(Array.from({ length: 40 }, () => outbox.claimIntent(at(1), at(60))));
      const keys = claims.flatMap((claim) => (claim === null ? [] : [claim.intent.emailKey]));
      expect(keys.sort()).toEqual(intents.map(({ emailKey }) => emailKey).sort());
    });

    it('keeps the same intent once, however many hand it in at the same time', async () => {
      const intent = buildIntent();
      const tries = Array.from({ length: 20 }, () => outbox.addIntent(intent, at(0), at(86_400)));
      await Promise.all(tries);
      expect(await outbox.claimIntent(at(0), at(60))).not.toBeNull();
      expect(await outbox.claimIntent(at(0), at(60))).toBeNull();
    });

    it('gives what a dead deliverer had to another one when the lease is over, and lets only that one finish it', async () => {
      await outbox.addIntent(buildIntent(), at(0), at(86_400));
      const dead = await outbox.claimIntent(at(0), at(60));
      expect(await outbox.claimIntent(at(59), at(119))).toBeNull();
      const other = await outbox.claimIntent(at(60), at(120));
      expect(other).toMatchObject({ attempt: 2 });
      await outbox.finishIntent(dead!.claim);
      await outbox.postponeIntent(dead!.claim, at(61));
      expect(await outbox.claimIntent(at(119), at(180))).toBeNull();
      await outbox.finishIntent(other!.claim);
      expect(await outbox.claimIntent(at(500), at(560))).toBeNull();
    });

    it('waits as long as it is told after a failure, unless it is asked for once more', async () => {
      const intent = buildIntent();
      await outbox.addIntent(intent, at(0), at(86_400));
      await outbox.postponeIntent((await outbox.claimIntent(at(0), at(60)))!.claim, at(900));
      expect(await outbox.claimIntent(at(899), at(960))).toBeNull();
      const again = await outbox.claimIntent(at(900), at(960));
      await outbox.postponeIntent(again!.claim, at(2000));
      await outbox.addIntent(intent, at(1000), at(87_400));
      expect(await outbox.claimIntent(at(1000), at(1060))).toMatchObject({
        attempt: 3,
        giveUpAt: at(87_400),
      });
    });
  });

  describe('MailLinkStore', () => {
    it('gives back what was put in, by the token’s hash and kind, until it expires', async () => {
      const link = buildLink({ kind: 'CHANGE_EMAIL', newEmail: 'Ada.New@example.com', securityVersion: 3 });
      await links.insertLink(link);
      expect(await links.findLink('CHANGE_EMAIL', link.tokenHash, at(1799))).toEqual(link);
      expect(await links.findLink('CHANGE_EMAIL', link.tokenHash, at(1800))).toBeNull();
      expect(await links.findLink('MAGIC_LINK', link.tokenHash, at(0))).toBeNull();
      expect(await links.takeLink('MAGIC_LINK', link.tokenHash, at(0))).toBeNull();
      expect(await links.takeLink('CHANGE_EMAIL', link.tokenHash, at(1800))).toBeNull();
      expect(await links.takeLink('CHANGE_EMAIL', link.tokenHash, at(0))).toEqual(link);
      expect(await links.findLink('CHANGE_EMAIL', link.tokenHash, at(0))).toBeNull();
    });

    it('lets one of 20 who come at the same moment take a link', async () => {
      const link = buildLink();
      await links.insertLink(link);
      const taken = await Promise.all(
        Array.from({ length: 20 }, () => links.takeLink('PASSWORD_RESET', link.tokenHash, at(0))),
      );
      expect(taken.filter((one) => one !== null)).toEqual([link]);
    });

    it('drops the links of one account and of the kinds that are named', async () => {
      const mine = buildLink();
      const [verify, other] = [buildLink({ accountId: mine.accountId, kind: 'VERIFY_EMAIL' }), buildLink()];
      for (const link of [mine, verify, other]) await links.insertLink(link);
      await links.dropLinks(mine.accountId, ['PASSWORD_RESET', 'MAGIC_LINK']);
      expect(await links.findLink('PASSWORD_RESET', mine.tokenHash, at(0))).toBeNull();
      expect(await links.findLink('VERIFY_EMAIL', verify.tokenHash, at(0))).toEqual(verify);
      expect(await links.findLink('PASSWORD_RESET', other.tokenHash, at(0))).toEqual(other);
    });

    it('P09 takes an operator for a text', async () => {
      for (const text of ['{"$gt":""}', '$where', '__proto__']) {
        expect(await links.findLink('PASSWORD_RESET', text, at(0))).toBeNull();
      }
    });
  });
});
