import fc from 'fast-check';
import { MailFailure } from '../ports';
import { anonymous, buildUseCases, tokenOf } from '../test/buildUseCases';

const MINUTE = 60;

/** Accounts that have asked for a new password, all mails about their opening being gone. */
async function asked(count: number) {
  const built = buildUseCases();
  const people = Array.from({ length: count }, (_, index) => ({
    ...built.person,
    email: `person-${index}@example.com`,
  }));
  for (const person of people) await built.useCases.register(person, anonymous);
  await built.deliver();
  for (const { email } of people) await built.useCases.requestPasswordReset({ email }, anonymous);
  built.mails.length = 0;
  return { ...built, people };
}

it('delivers each mail once when several deliverers are at it', async () => {
  const { people, mailDelivery, mails, stores } = await asked(30);
  await Promise.all([mailDelivery(), mailDelivery(), mailDelivery()].map((one) => one.deliverDue()));
  expect(mails.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
  expect(stores.mailOutbox.waiting.size).toBe(0);
});

it('delivers each mail at least once, and a link that works, whenever deliverers die', async () => {
  const dies = fc.constantFrom('never', 'before sending', 'after sending');
  await fc.assert(
    fc.asyncProperty(fc.array(dies, { minLength: 1, maxLength: 12 }), async (deaths) => {
      const { people, mailer, mailDelivery, mails, wait, stores, useCases } = await asked(3);
      const send = mailer.send.bind(mailer);
      const finish = stores.mailOutbox.finishIntent.bind(stores.mailOutbox);
      for (const death of deaths) {
        // A dead process does nothing more: what it had claimed stays so until the lease is over.
        mailer.send = death === 'before sending' ? () => new Promise(() => undefined) : send;
        stores.mailOutbox.finishIntent =
          death === 'after sending' ? () => new Promise(() => undefined) : finish;
        const running = mailDelivery().deliverDue();
        if (death === 'never') await running;
        else await new Promise((resolve) => setImmediate(resolve));
        wait(2 * MINUTE);
      }
      mailer.send = send;
      stores.mailOutbox.finishIntent = finish;
      await mailDelivery().deliverDue();
      expect(stores.mailOutbox.waiting.size).toBe(0);
      for (const { email } of people) {
        const mine = mails.filter(({ to, link }) => to === email && link !== null);
        expect(mine.length).toBeGreaterThanOrEqual(1);
        const last = { token: tokenOf(mine.at(-1)), newPassword: 'an evening by the river' };
        await expect(useCases.resetPassword(last, anonymous)).resolves.toEqual({ success: true });
        // Of the copies that a death may leave, one is used; the others are void with it.
        for (const copy of mine) {
          const again = { token: tokenOf(copy), newPassword: 'another evening' };
          await expect(useCases.resetPassword(again, anonymous)).rejects.toMatchObject({
            reason: 'LINK_INVALID',
          });
        }
      }
    }),
    { numRuns: 30 },
  );
});

it('tries again, less and less often, and gives up after a day', async () => {
  const { mailer, mailDelivery, wait, stores } = await asked(1);
  let tries = 0;
  mailer.send = async () => {
    tries += 1;
    throw new MailFailure('the server is down', { isFinal: false });
  };
  const triesIn = async (seconds: number) => {
    const before = tries;
    for (let passed = 0; passed < seconds; passed += 5) {
      await mailDelivery().deliverDue();
      wait(5);
    }
    return tries - before;
  };
  const firstMinutes = await triesIn(2 * MINUTE);
  const firstHour = await triesIn(60 * MINUTE);
  expect(firstMinutes).toBeGreaterThanOrEqual(2);
  expect(firstHour).toBeLessThan(10);
  expect(stores.mailOutbox.waiting.size).toBe(1);
  await triesIn(24 * 60 * MINUTE);
  expect(stores.mailOutbox.waiting.size).toBe(0);
  expect(await triesIn(60 * MINUTE)).toBe(0);
});

it('sends the mail when the server is up again, with a link as fresh as the mail', async () => {
  const { mailer, mailDelivery, mails, wait, useCases } = await asked(1);
  const send = mailer.send.bind(mailer);
  mailer.send = () => Promise.reject(new MailFailure('down', { isFinal: false }));
  await mailDelivery().deliverDue();
  wait(6 * 60 * MINUTE);
  mailer.send = send;
  await mailDelivery().deliverDue();
  wait(29 * MINUTE);
  const input = { token: tokenOf(mails[0]), newPassword: 'an evening by the river' };
  await expect(useCases.resetPassword(input, anonymous)).resolves.toEqual({ success: true });
});

it('tries once only when the recipient was refused for good', async () => {
  const { mailer, mailDelivery, stores } = await asked(1);
  mailer.send = () => Promise.reject(new MailFailure('no such user', { isFinal: true }));
  await mailDelivery().deliverDue();
  expect(stores.mailOutbox.waiting.size).toBe(0);
});

it('does not hold back other mails for one that fails', async () => {
  const { mailer, mailDelivery, mails } = await asked(5);
  const send = mailer.send.bind(mailer);
  mailer.send = (message) =>
    message.to === 'person-0@example.com'
      ? Promise.reject(new MailFailure('down', { isFinal: false }))
      : send(message);
  await mailDelivery().deliverDue();
  expect(mails).toHaveLength(4);
});

it('sends one mail when it is asked for ten times before it is sent', async () => {
  const { people, useCases, mailDelivery, mails } = await asked(1);
  for (let time = 0; time < 4; time += 1) await useCases.requestPasswordReset(people[0]!, anonymous);
  await mailDelivery().deliverDue();
  expect(mails).toHaveLength(1);
});

it('sends by itself what is posted to it', async () => {
  const { people, mailDelivery, mailer } = await asked(1);
  const sent = new Promise<string>((resolve) => {
    mailer.send = async ({ to }) => resolve(to);
  });
  await mailDelivery().post({
    kind: 'MAGIC_LINK',
    accountId: null,
    emailKey: people[0]!.email,
    sendTo: null,
    origin: anonymous,
  });
  expect(await sent).toBe(people[0]!.email);
});
