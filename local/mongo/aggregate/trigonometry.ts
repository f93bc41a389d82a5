import { toNumber } from '../bson/arithmetic';
import { Decimal, Double, type MaybeValue, type NumberValue, isNumber, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { type OperatorTable, isNullish, operator } from './expression';

/** The values a function is defined for. */
interface Domain {
  readonly text: string;
  readonly has: (value: number) => boolean;
}

const finite: Domain = { text: '(-inf,inf)', has: Number.isFinite };
const unit: Domain = { text: '[-1,1]', has: (value) => Math.abs(value) <= 1 };
const fromOne: Domain = { text: '[1,inf]', has: (value) => value >= 1 };

function real(name: string, apply: (value: number) => number, domain?: Domain): OperatorTable[string] {
  return operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (!isNumber(value)) {
      throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    }
    const number = doubleOf(name, value);
    if (domain !== undefined && !Number.isNaN(number) && !domain.has(number)) {
      const shown = String(number).replace('Infinity', 'inf');
      throw new MongoError(50989, `cannot apply ${name} to ${shown}, value must be in ${domain.text}`);
    }
    return new Double(apply(number));
  });
}

/** Decimals are refused, because they would lose digits. */
function doubleOf(name: string, value: NumberValue): number {
  if (value instanceof Decimal) throw new MongoError('BadValue', `${name} of a decimal is not supported`);
  return toNumber(value);
}

function arcTangent(y: MaybeValue, x: MaybeValue): MaybeValue {
  if (isNullish(y) || isNullish(x)) return null;
  const message = `$atan2 only supports numeric types, not ${typeName(y)} and ${typeName(x)}`;
  if (!isNumber(y)) throw new MongoError(51044, message);
  if (!isNumber(x)) throw new MongoError(51045, message);
  return new Double(Math.atan2(doubleOf('$atan2', y), doubleOf('$atan2', x)));
}

/** Trigonometric and hyperbolic functions, in radians. */
export const trigonometricOperators: OperatorTable = {
  $sin: real('$sin', Math.sin, finite),
  $cos: real('$cos', Math.cos, finite),
  $tan: real('$tan', Math.tan, finite),
  $asin: real('$asin', Math.asin, unit),
  $acos: real('$acos', Math.acos, unit),
  $atan: real('$atan', Math.atan),
  $atan2: operator(2, 2, arcTangent),
  $sinh: real('$sinh', Math.sinh),
  $cosh: real('$cosh', Math.cosh),
  $tanh: real('$tanh', Math.tanh),
  $asinh: real('$asinh', Math.asinh),
  $acosh: real('$acosh', Math.acosh, fromOne),
  $atanh: real('$atanh', Math.atanh, unit),
  $degreesToRadians: real('$degreesToRadians', (value) => value * (Math.PI / 180)),
  $radiansToDegrees: real('$radiansToDegrees', (value) => value * (180 / Math.PI)),
};
