import { createMemoryStores } from '../test/memory/memoryStores';
import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';

it('opens an account and signs it in', async () => {
  const { useCases, person, events } = buildUseCases();
  const session = await useCases.register(person, anonymous);
  expect(session.user).toMatchObject({ email: person.email, name: 'Ada' });
  expect(await useCases.me(callWith(session.accessToken))).toEqual(session.user);
  expect(events).toEqual([
    {
      kind: 'REGISTERED',
      accountId: session.user.id,
      sessionId: expect.any(String) as string,
    },
  ]);
});

it('P08 lets exactly one of 50 have an address, however it is spelt', async () => {
  const { useCases, person } = buildUseCases();
  const spellings = [
    person.email,
    person.email.toUpperCase(),
    ` ${person.email}`,
    person.email.normalize('NFKD'),
  ];
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      useCases.register({ ...person, email: spellings[index % spellings.length]! }, anonymous),
    ),
  );
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(49);
  expect(new Set(refused.map(({ reason }) => (reason as { code: string }).code))).toEqual(
    new Set(['EMAIL_TAKEN']),
  );
});

it('keeps the address as it was given', async () => {
  const { useCases, person } = buildUseCases();
  const email = `Ada.${person.email}`;
  expect((await useCases.register({ ...person, email }, anonymous)).user.email).toBe(email);
});

it.each([
  ['email', { email: 'nowhere' }],
  ['name', { name: '   ' }],
  ['password', { password: 'short' }],
  ['password', { password: 'x'.repeat(1_000_000) }],
])('refuses a bad %s before hashing anything', async (field, change) => {
  const { useCases, person, hasher } = buildUseCases();
  await expect(useCases.register({ ...person, ...change }, anonymous)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field,
  });
  expect(hasher.calls).toEqual([]);
});

it('leaves an account that can sign in when the session cannot be written', async () => {
  const stores = createMemoryStores();
  const insertSession = () => Promise.reject(new Error('cut'));
  const broken = { ...stores, sessions: { ...stores.sessions, insertSession } };
  const { useCases, person } = buildUseCases({ stores: broken });
  await expect(useCases.register(person, anonymous)).rejects.toThrow('cut');
  const { useCases: working } = buildUseCases({ stores });
  await expect(working.login(person, anonymous)).resolves.toMatchObject({ tokenType: 'Bearer' });
});
