import type { Call } from './call';
import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';

async function buildTwo() {
  const built = buildUseCases();
  const ada = await built.useCases.register(built.person, anonymous);
  const bob = await built.useCases.register(
    { ...built.person, email: `bob.${built.person.email}` },
    anonymous,
  );
  built.stores.accounts.queries.length = 0;
  return { ...built, ada, bob };
}

it('Z03 shows others without their e-mail address, and everybody their own', async () => {
  const { useCases, ada, bob } = await buildTwo();
  const call = callWith(ada.accessToken);
  expect(await useCases.user({ id: bob.user.id }, call)).toEqual({
    ...bob.user,
    email: null,
    roles: null,
    isTotpEnabled: null,
    recoveryCodesLeft: null,
  });
  expect(await useCases.user({ id: ada.user.id }, call)).toEqual(ada.user);
});

it.each(['nobody', '', '../x', '{"$gt":""}', 'x'.repeat(10_000)])(
  'says NOT_FOUND for id %.20j',
  async (id) => {
    const { useCases, ada } = await buildTwo();
    await expect(useCases.user({ id }, callWith(ada.accessToken))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  },
);

it('Z02 refuses those without a token before asking the database', async () => {
  const { useCases, ada, stores } = await buildTwo();
  const rejected: Call = { ...anonymous, caller: { kind: 'rejected', reason: 'expired' } };
  for (const call of [anonymous, rejected]) {
    for (const attempt of [
      useCases.me(call),
      useCases.user({ id: ada.user.id }, call),
      useCases.findUsers([ada.user.id], call),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  }
  expect(stores.accounts.queries).toEqual([]);
});

it('finds many accounts in one query, in order, null for those that do not exist', async () => {
  const { useCases, ada, bob, stores } = await buildTwo();
  const ids = [bob.user.id, 'nobody', ada.user.id, bob.user.id];
  const found = await useCases.findUsers(ids, callWith(ada.accessToken));
  expect(found.map((user) => user?.id)).toEqual([bob.user.id, undefined, ada.user.id, bob.user.id]);
  expect(stores.accounts.queries).toEqual(['findByIds']);
});

it('T08 knows me no more once my account or my session is gone', async () => {
  const { useCases, ada, stores } = await buildTwo();
  const call = callWith(ada.accessToken);
  const working = { ...stores.accounts };
  stores.accounts.findByIds = async () => [];
  await expect(useCases.me(call)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason: 'INVALID_TOKEN' });
  Object.assign(stores.accounts, working);
  stores.sessions.all.clear();
  await expect(useCases.me(call)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason: 'INVALID_TOKEN' });
});
