import { AppError } from '../../../platform/errors';
import type { PreparedRun } from '../../execution/compileOperation';
import type { KnownOperation } from '../../execution/KnownOperations';
import type { OperationCosts } from '../../limits/OperationCosts';
import { REFUSED_COST, type RateLimits } from '../../limits/RateLimits';
import type { SignIns } from '../../limits/SignIns';
import type { GatewayContext } from '../context';
import { findForbiddenNull } from '../nullVariables';
import type { Asked } from './asked';

/** What may be run; an error is the answer; null leaves the request to Apollo Server. Nothing has run in any case. */
export type Admission = PreparedRun | AppError | null;

/** What requests are judged by, besides themselves. */
export interface Judges {
  readonly costs: OperationCosts;
  readonly rates: RateLimits;
  /** Null where auth is not ours. */
  readonly signIns: SignIns | null;
}

/**
 * Judges a request for a known operation. The operation itself was judged when it was first seen, so that what is left
 * are its variables and what they cost, which is spent here when it is to run. Almost all that is to be refused goes on
 * to Apollo Server, so that one place words refusals; an error is for what must cost little to refuse.
 */
export function admit(
  { compiled, input }: KnownOperation,
  { variables }: Asked,
  { forwarded, clientGone }: GatewayContext,
  { costs, rates, signIns }: Judges,
): Admission {
  const watching = signIns?.includes(input) === true ? signIns : null;
  const surplus = watching?.refuse() ?? null;
  if (surplus !== null) {
    rates.charge(forwarded, REFUSED_COST);
    return surplus;
  }
  const run = compiled.prepare(variables);
  if (run === null) return null;
  if (findForbiddenNull(input.apiSchema, input.document, input.operation, variables) !== null) return null;
  const cost = costs.estimate(input, variables);
  if (cost instanceof AppError || rates.spend(forwarded, cost) !== null) return null;
  return watching === null ? run : watching.watch(run, clientGone);
}
