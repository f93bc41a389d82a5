import { toNumber } from '../bson/arithmetic';
import { type MaybeValue, Undefined, isNumber } from '../bson/values';

/** Whether a value counts as true: all do but false, zero, null, undefined and a missing one. */
export function isTruthy(value: MaybeValue): boolean {
  if (value === undefined || value === null || value === false || value instanceof Undefined) return false;
  return !isNumber(value) || toNumber(value) !== 0;
}
