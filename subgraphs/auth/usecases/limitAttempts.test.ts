import { AppError } from '../../../platform/errors';
import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';
import type { Call } from './call';

const from = (address: string): Call => ({ ...anonymous, client: { address, userAgent: null } });
const HOME = from('198.51.100.1');
const STRANGER = from('203.0.113.9');

type Built = ReturnType<typeof buildUseCases>;

/** What an attempt to sign in came to: a code, or OK. */
async function attempt({ useCases, person }: Built, call: Call, change: object = { password: 'wrong' }) {
  const input = { email: person.email, password: person.password, ...change };
  return useCases.login(input, call).then(
    () => ({ code: 'OK', retryAfterSeconds: undefined }),
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const { code, retryAfterSeconds } = error;
      return { code, retryAfterSeconds };
    },
  );
}

async function attempts(built: Built, call: Call, count: number, change?: object) {
  const codes: string[] = [];
  for (let done = 0; done < count; done += 1) codes.push((await attempt(built, call, change)).code);
  return codes;
}

const RIGHT = {};
const wrong = (count: number) => Array<string>(count).fill('INVALID_CREDENTIALS');

async function registered(): Promise<Built> {
  const built = buildUseCases();
  await built.useCases.register(built.person, HOME);
  return built;
}

describe.each([
  ['an account', (built: Built) => ({ email: built.person.email, password: 'wrong' })],
  ['an address nobody has', () => ({ email: 'nobody@example.com', password: 'wrong' })],
])('P07 guesses at the password of %s', (_title, change) => {
  it('go through ten times, then once after 30 seconds, after a minute, two minutes', async () => {
    const built = await registered();
    expect(await attempts(built, STRANGER, 10, change(built))).toEqual(wrong(10));
    for (const wait of [30, 60, 120]) {
      built.hasher.calls.length = 0;
      expect(await attempt(built, STRANGER, change(built))).toEqual({
        code: 'RATE_LIMITED',
        retryAfterSeconds: wait,
      });
      built.wait(wait - 1);
      expect(await attempt(built, STRANGER, change(built))).toEqual({
        code: 'RATE_LIMITED',
        retryAfterSeconds: 1,
      });
      expect(built.hasher.calls).toEqual([]);
      built.wait(1);
      expect(await attempts(built, STRANGER, 1, change(built))).toEqual(wrong(1));
    }
  });

  it('P06 are answered alike and cost the same work, limited or not', async () => {
    const built = await registered();
    built.hasher.calls.length = 0;
    const codes = await attempts(built, STRANGER, 13, change(built));
    expect(codes).toEqual([...wrong(10), 'RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED']);
    expect(built.hasher.calls).toHaveLength(10);
    expect(built.events.filter(({ kind }) => kind === 'ATTEMPTS_LIMITED')).toHaveLength(1);
  });
});

it('P07 lets ten of fifty at the same moment through', async () => {
  const built = await registered();
  built.hasher.calls.length = 0;
  await Promise.all(Array.from({ length: 50 }, () => attempt(built, STRANGER)));
  expect(built.hasher.calls).toHaveLength(10);
});

it('P07 begins anew after the right password', async () => {
  const built = await registered();
  await attempts(built, STRANGER, 9);
  expect(await attempts(built, STRANGER, 1, RIGHT)).toEqual(['OK']);
  expect(await attempts(built, STRANGER, 10)).toEqual(wrong(10));
});

it('P07 lets the person in from where it signed in before, whatever strangers do', async () => {
  const built = await registered();
  await attempts(built, STRANGER, 12);
  expect(await attempts(built, STRANGER, 1, RIGHT)).toEqual(['RATE_LIMITED']);
  expect(await attempts(built, HOME, 1, RIGHT)).toEqual(['OK']);
  expect(await attempts(built, STRANGER, 1, RIGHT)).toEqual(['RATE_LIMITED']);
});

it('P07 limits guesses from where the person signed in before as well', async () => {
  const built = await registered();
  expect(await attempts(built, HOME, 11)).toEqual([...wrong(10), 'RATE_LIMITED']);
  expect(await attempts(built, STRANGER, 1, RIGHT)).toEqual(['OK']);
});

it('lets somebody who is known sign in on fifty devices at the same moment', async () => {
  const built = await registered();
  const all = await Promise.all(Array.from({ length: 50 }, () => attempt(built, HOME, RIGHT)));
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(['OK']));
});

it('P07 counts failures by client address, whichever accounts they are about', async () => {
  const built = await registered();
  for (let done = 0; done < 300; done += 1) {
    await attempt(built, STRANGER, { email: `${done}@example.com`, password: 'wrong' });
  }
  expect(await attempt(built, STRANGER, { email: 'one.more@example.com' })).toEqual({
    code: 'RATE_LIMITED',
    retryAfterSeconds: 900,
  });
  expect(await attempts(built, from('203.0.113.10'), 1, RIGHT)).toEqual(['OK']);
});

it('counts no success against an address', async () => {
  const built = await registered();
  expect(new Set(await attempts(built, HOME, 400, RIGHT))).toEqual(new Set(['OK']));
});

it('limits how many accounts one address opens', async () => {
  const { useCases, person } = buildUseCases();
  const open = (index: number) => useCases.register({ ...person, email: `${index}@example.com` }, STRANGER);
  for (let index = 0; index < 300; index += 1) await open(index);
  await expect(open(300)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 900 });
});

it('limits refused refresh tokens by address, and never a good one', async () => {
  const { useCases, person } = buildUseCases();
  const { refreshToken } = await useCases.register(person, HOME);
  const ended = await useCases.login(person, HOME);
  await useCases.logout({ refreshToken: ended.refreshToken }, callWith(ended.accessToken));
  const replay = () => useCases.refreshSession({ refreshToken: ended.refreshToken }, STRANGER);
  for (let done = 0; done < 300; done += 1) {
    await expect(replay()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  }
  await expect(replay()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await expect(useCases.refreshSession({ refreshToken }, STRANGER)).resolves.toBeDefined();
});
