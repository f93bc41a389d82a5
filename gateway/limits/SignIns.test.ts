import { parse, type OperationDefinitionNode } from 'graphql';
import type { Answer } from '../execution/compileOperation';
import { SignIns } from './SignIns';

const HERE = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
const GONE = { ...HERE, aborted: true };
const DONE: Answer = { data: '{}', errors: [], broken: [] };
const BUSY: Answer = {
  data: 'null',
  errors: [{ message: 'busy', extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 } }],
  broken: [],
};
const DOWN: Answer = {
  data: 'null',
  errors: [{ message: 'down', extensions: { code: 'SERVICE_UNAVAILABLE' } }],
  broken: [],
};

/** Sign-ins before an auth that answers when the test says so. */
function storm() {
  const signIns = new SignIns();
  const ends: ((answer: Answer) => void)[] = [];
  const runs: Promise<Answer>[] = [];
  /** Lets in as many of these as may run, and says how many that were. */
  const come = (count: number, client = HERE): number => {
    let admitted = 0;
    for (let index = 0; index < count; index += 1) {
      if (signIns.refuse() !== null) continue;
      admitted += 1;
      const run = signIns.watch(() => new Promise((resolve) => ends.push(resolve)), client);
      runs.push(run(() => Promise.reject(new Error('not sent'))));
    }
    return admitted;
  };
  const end = async (count: number, answer: Answer): Promise<void> => {
    for (const one of ends.splice(0, count)) one(answer);
    await Promise.all(runs.splice(0, count));
  };
  return { signIns, come, end };
}

it('M01 lets in no more sign-ins than auth has held at once', async () => {
  const { come, end } = storm();
  const first = come(500);
  await end(first - 10, BUSY);
  expect(come(500)).toBe(0);
  await end(10, DONE);
  // One of the ten ended while ten was the most; that one more can be held is yet to be seen.
  expect(come(500)).toBe(11);
});

it('lets in more and more as long as auth refuses none', async () => {
  const { come, end } = storm();
  let before = 0;
  for (let round = 0; round < 5; round += 1) {
    const admitted = come(500);
    expect(admitted).toBeGreaterThan(before);
    before = admitted;
    for (let one = 0; one < admitted; one += 1) {
      await end(1, DONE);
      come(1);
    }
    await end(500, DONE);
  }
});

it('lets in one at least, whatever auth has refused', async () => {
  const { come, end } = storm();
  await end(come(500), BUSY);
  expect(come(1)).toBe(1);
  await end(1, BUSY);
  expect(come(500)).toBe(1);
});

it.each([
  ['clients go', BUSY, GONE],
  ['auth is out of reach', DOWN, HERE],
])('takes it for no sign of too many when %s', async (_what, answer, client) => {
  const { come, end } = storm();
  const first = come(500, client);
  await end(first, answer);
  expect(come(500)).toBeGreaterThanOrEqual(first);
});

it('tells those it refuses when to come back', async () => {
  const { signIns, come } = storm();
  come(500);
  expect(signIns.refuse()).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 });
});

it.each<[string, boolean]>([
  ['mutation { login(input: {}) { tokenType } }', true],
  ['mutation { ...M } fragment M on Mutation { again: register(input: {}) { tokenType } }', true],
  ['mutation { refreshSession(input: {}) { tokenType } }', false],
  ['{ login }', false],
])('knows whether %s hashes a password', (text, expected) => {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  expect(new SignIns().includes({ document, operation })).toBe(expected);
});
