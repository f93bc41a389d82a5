import { signUp } from './client';
import { waitFor, waitUntilUp } from './processes';
import { startStack, type Stack } from './stack';

/** Two services behind the gateway: one stops, hangs or dies, while people go on asking both. */
let stack: Stack;
let token: string;
beforeAll(async () => {
  stack = await startStack({ SUBGRAPH_TIMEOUT_MS: '2000', SUBGRAPH_CIRCUIT_OPEN_MS: '500' });
  token = (await signUp(stack.url)).accessToken;
}, 120_000);
afterAll(() => stack.close());

/** Longer than the gateway lets any request take; whoever waits so long was forgotten. */
const FORGOTTEN_MS = 40_000;

const QUESTIONS = {
  auth: { query: '{ me { id name } }' },
  files: { query: '{ file(id: "nowhere") { id } }' },
  both: { query: '{ me { id files(first: 5) { nodes { id } } } }' },
} as const;
type Question = keyof typeof QUESTIONS;

interface Seen {
  readonly question: Question;
  readonly status: number;
  readonly codes: readonly string[];
  /** Whether `me` has a value. */
  readonly hasMe: boolean;
}

/** Asks all questions by several people at once until it is told to stop; notes every answer. */
function startLoad(people = 6) {
  const seen: Seen[] = [];
  const wrong: unknown[] = [];
  let isOver = false;
  const ask = async (question: Question): Promise<void> => {
    const response = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(QUESTIONS[question]),
      signal: AbortSignal.timeout(FORGOTTEN_MS),
    });
    const text = await response.text();
    const { data, errors = [] } = JSON.parse(text) as {
      data?: { me?: unknown } | null;
      errors?: { extensions: { code: string; requestId?: string } }[];
    };
    const hasIds = errors.every(({ extensions }) => typeof extensions.requestId === 'string');
    const mayRetry = response.status !== 503 || Number(response.headers.get('retry-after')) > 0;
    if (![200, 503].includes(response.status) || !hasIds || !mayRetry) wrong.push({ question, text });
    const codes = errors.map(({ extensions }) => extensions.code);
    seen.push({ question, status: response.status, codes, hasMe: data?.me != null });
  };
  const loops = Array.from({ length: people }, () =>
    Object.keys(QUESTIONS).map(async (question) => {
      while (!isOver) await ask(question as Question).catch((error: unknown) => wrong.push(error));
    }),
  ).flat();
  const count = (is: (one: Seen) => boolean, from = 0) => seen.slice(from).filter(is).length;
  return {
    /** Waits until so many answers that are as asked for have come from now on. */
    async see(what: string, is: (one: Seen) => boolean, times = 30): Promise<void> {
      const from = seen.length;
      await waitFor(
        what,
        () => (wrong.length > 0 || count(is, from) >= times ? true : null),
        undefined,
        60_000,
      );
      expect(wrong).toEqual([]);
    },
    async stop(): Promise<readonly Seen[]> {
      isOver = true;
      await Promise.all(loops);
      expect(wrong).toEqual([]);
      return seen;
    },
  };
}

const TROUBLE = ['SERVICE_UNAVAILABLE', 'TIMEOUT'];
const isTrouble = ({ codes }: Seen) => codes.some((code) => TROUBLE.includes(code));
const isFine = (one: Seen) => !isTrouble(one) && one.status === 200;

it.each<[string, NodeJS.Signals]>([
  ['hangs', 'SIGSTOP'],
  ['is dead', 'SIGKILL'],
])(
  'S01 S02 S03 goes on answering what auth knows while files %s under load, and all of it when files is back',
  async (_how, signal) => {
    const load = startLoad();
    await load.see('everything is fine', isFine, 100);
    if (signal === 'SIGSTOP') stack.signal('files', 'SIGSTOP');
    else await stack.stop('files', signal);

    await load.see('files cannot be asked', (one) => one.question === 'files' && isTrouble(one));
    // The one that hangs takes nothing away from the other.
    await load.see('me is answered', (one) => one.question === 'auth' && isFine(one), 200);
    await load.see('me without files', (one) => one.question === 'both' && one.hasMe && isTrouble(one));

    if (signal === 'SIGSTOP') stack.signal('files', 'SIGCONT');
    else await stack.start('files');
    await load.see('files answers again', (one) => one.question === 'both' && isFine(one), 100);
    const seen = await load.stop();
    // Nobody was told anything else than that a service is in trouble, or that there is no such file.
    expect(
      [...new Set(seen.flatMap(({ codes }) => codes))].filter((code) => !TROUBLE.includes(code)),
    ).toEqual(['NOT_FOUND']);
    // Auth may be slow on a busy machine; it is not what is in trouble.
    const ofAuth = seen.filter(({ question }) => question === 'auth');
    expect(ofAuth.filter(isTrouble).length).toBeLessThan(ofAuth.length / 10);
  },
  180_000,
);

it('S02 answers 503 and soon, not after one deadline each, while the only service that is asked hangs', async () => {
  const load = startLoad();
  await load.see('everything is fine', isFine, 30);
  stack.signal('auth', 'SIGSTOP');
  await load.see('auth is left alone', ({ question, status }) => question === 'auth' && status === 503, 200);
  await load.see('files is answered', (one) => one.question === 'files' && isFine(one), 30);
  stack.signal('auth', 'SIGCONT');
  await waitUntilUp(`${stack.url}/health/ready`);
  await load.see('everything is fine again', isFine, 100);
  await load.stop();
}, 180_000);
