import { AppError } from '../../../platform/errors';
import { anonymous, buildUseCases, createCountingHasher } from '../test/buildUseCases';

it('signs in with the address in any case', async () => {
  const { useCases, person } = buildUseCases();
  const { user } = await useCases.register(person, anonymous);
  const session = await useCases.login({ ...person, email: person.email.toUpperCase() }, anonymous);
  expect(session.user).toEqual(user);
});

it('P06 does the same work and gives the same answer for an unknown address and a wrong password', async () => {
  const { useCases, person, hasher, stores, events } = buildUseCases();
  await useCases.register(person, anonymous);
  const attempts = [
    { email: person.email, password: 'not this password' },
    { email: 'nobody@example.com', password: person.password },
    { email: 'no address at all', password: person.password },
    { email: '', password: '' },
  ];
  const seen: unknown[] = [];
  for (const attempt of attempts) {
    hasher.calls.length = 0;
    events.length = 0;
    const error = await useCases.login(attempt, anonymous).catch((thrown: unknown) => thrown as AppError);
    expect(error).toBeInstanceOf(AppError);
    const { code, message, field, reason } = error as AppError;
    seen.push({
      code,
      message,
      field,
      reason,
      hasher: [...hasher.calls],
      events: events.map(({ kind }) => kind),
    });
  }
  expect(seen[0]).toMatchObject({
    code: 'INVALID_CREDENTIALS',
    hasher: ['verify'],
    events: ['LOGIN_REFUSED'],
  });
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(stores.sessions.all.size).toBe(1);
});

it('P02 refuses a megabyte as a password without hashing it', async () => {
  const { useCases, person, hasher } = buildUseCases();
  const input = { email: person.email, password: 'x'.repeat(1_000_000) };
  await expect(useCases.login(input, anonymous)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(hasher.calls).toEqual([]);
});

describe('P05 when the cost of hashing was raised', () => {
  it('hashes again at the next login, and writes once however many log in at the same time', async () => {
    const before = buildUseCases({ hasher: createCountingHasher(10) });
    await before.useCases.register(before.person, anonymous);
    const { useCases, hasher, events, stores } = buildUseCases({ stores: before.stores });
    await Promise.all(Array.from({ length: 10 }, () => useCases.login(before.person, anonymous)));
    expect(events.filter(({ kind }) => kind === 'PASSWORD_REHASHED')).toHaveLength(1);

    hasher.calls.length = 0;
    stores.accounts.queries.length = 0;
    await useCases.login(before.person, anonymous);
    expect(hasher.calls).toEqual(['verify']);
    expect(stores.accounts.queries).not.toContain('replacePasswordHash');
  });

  it('does not hash again for a wrong password', async () => {
    const before = buildUseCases({ hasher: createCountingHasher(10) });
    await before.useCases.register(before.person, anonymous);
    const { useCases, hasher } = buildUseCases({ stores: before.stores });
    const wrong = { ...before.person, password: 'not this password' };
    await expect(useCases.login(wrong, anonymous)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(hasher.calls).toEqual(['verify']);
  });
});

it('M01 refuses the surplus of a storm before asking the database anything', async () => {
  const { useCases, person, hasher, stores } = buildUseCases();
  await useCases.register(person, anonymous);
  stores.accounts.queries.length = 0;
  hasher.admit = () => Promise.reject(new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 2 }));
  for (const attempt of [useCases.login(person, anonymous), useCases.register(person, anonymous)]) {
    await expect(attempt).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 });
  }
  expect(stores.accounts.queries).toEqual([]);
});
