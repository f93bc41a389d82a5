import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import { AppError } from '../../platform/errors';
import { rootFieldsOf } from '../../platform/graphql';
import type { Cancellation } from '../../platform/service';
import type { CompileInput, PreparedRun } from '../execution/compileOperation';

/** Mutations that cost auth a password's hash and anybody can send. */
const HASHING: ReadonlySet<string> = new Set(['login', 'register', 'resetPassword', 'loginWithMagicLink']);

/** Before anything is known of auth. One process on two cores holds some ten. */
const FIRST_BOUND = 32;

const RETRY_AFTER_SECONDS = 2;

/** What an error says of itself, as far as it matters here. */
interface Told {
  readonly extensions?: { readonly [name: string]: unknown } | undefined;
}

/**
 * Whether auth has refused a sign-in because it holds too many: it says when to come back then. A service that is out of
 * reach does not.
 */
export function isTooMany(errors: readonly Told[]): boolean {
  return errors.some(
    ({ extensions }) =>
      extensions?.code === 'SERVICE_UNAVAILABLE' && extensions.retryAfterSeconds !== undefined,
  );
}

/**
 * How many sign-ins auth can hold, learnt from what it refuses: so the surplus of a storm is refused before it has cost
 * more than reading it, and the process is there for everybody else (promise M01). Auth knows best what it can do within
 * its deadline, and how many processes it has; a number here would be wrong on most machines. There is one of these for
 * all doors and whatever supergraph is served, as they have one auth.
 */
export class SignIns {
  private underWay = 0;
  private bound = FIRST_BOUND;
  private readonly judged = new WeakMap<OperationDefinitionNode, boolean>();

  /** Whether an operation hashes a password. */
  includes({ operation, document }: Pick<CompileInput, 'operation' | 'document'>): boolean {
    if (operation.operation !== OperationTypeNode.MUTATION) return false;
    let isOne = this.judged.get(operation);
    if (isOne === undefined) {
      isOne = rootFieldsOf(operation, document).some(({ name }) => HASHING.has(name.value));
      this.judged.set(operation, isOne);
    }
    return isOne;
  }

  /** What to answer to one more; null when it may run. */
  refuse(): AppError | null {
    if (this.underWay < this.bound) return null;
    return new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  /** Counts one that runs. What it answers is to be called at its end, with whether auth refused it as one too many. */
  enter(): (isRefused: boolean) => void {
    this.underWay += 1;
    return (isRefused) => {
      this.learn(isRefused);
      this.underWay -= 1;
    };
  }

  /** The same run, from which is learnt how many there may be at once. */
  watch(run: PreparedRun, clientGone: Cancellation): PreparedRun {
    return async (send) => {
      const end = this.enter();
      let isRefused = false;
      try {
        const answer = await run(send);
        isRefused = !clientGone.aborted && isTooMany(answer.errors);
        return answer;
      } finally {
        end(isRefused);
      }
    };
  }

  /** One refusal says that it was one too many; one that ended while the bound was reached, that one more may be tried. */
  private learn(isRefused: boolean): void {
    if (isRefused) this.bound = Math.max(1, Math.min(this.bound, this.underWay - 1));
    else if (this.underWay >= this.bound) this.bound += 1;
  }
}
