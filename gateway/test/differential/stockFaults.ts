import { isDeepStrictEqual } from 'node:util';

/** What came of an operation; each error as JSON, in alphabetical order. */
export interface Outcome {
  readonly data: unknown;
  readonly errors: readonly string[];
}

/**
 * The answer that is expected of us: that of @apollo/gateway, but for two faults of its own, which are told by ours being
 * right.
 */
export function expectedOf(theirs: Outcome, ours: Outcome, hasOwnRoots: boolean): Outcome {
  const errors = isMisplaced(theirs, ours) ? ours.errors : theirs.errors;
  return { data: hasOwnRoots ? withLostFields(theirs.data, ours.data) : theirs.data, errors };
}

/** It takes the index of an error among entities for one in the list, of which some were not asked for. */
function isMisplaced(theirs: Outcome, ours: Outcome): boolean {
  const withoutIndexes = ({ errors }: Outcome) =>
    errors.map((error) => error.replaceAll(/(?<=[[,])\d+(?=[\],])/g, '0')).sort();
  return (
    isDeepStrictEqual(withoutIndexes(theirs), withoutIndexes(ours)) &&
    ours.errors
      .filter((error) => !theirs.errors.includes(error))
      .every((error) => leadsToNull(ours.data, (JSON.parse(error) as { path: (string | number)[] }).path))
  );
}

function leadsToNull(data: unknown, [step, ...rest]: readonly (string | number)[]): boolean {
  if (data === null) return true;
  if (step === undefined || typeof data !== 'object') return false;
  return leadsToNull((data as Record<string, unknown>)[step], rest);
}

/** It loses fragments on the root when a subgraph that calls its root otherwise was asked for the root's type. */
function withLostFields(theirs: unknown, ours: unknown): unknown {
  return theirs === null || ours === null ? theirs : { ...(ours as object), ...(theirs as object) };
}
