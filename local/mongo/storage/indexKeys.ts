import { type MaybeValue, Doc, undefinedValue, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { compoundKey } from './keys';

/** A field of an index or a sort. */
export interface KeyField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/** What an index or a sort sees of one document. */
export interface DocumentKeys {
  /** One row per key, without doubles; a missing value is undefined. */
  readonly rows: MaybeValue[][];
  /** For each field, whether an array on its path was taken apart. */
  readonly multikey: readonly boolean[];
}

/** A field at a step of its path: what was reached and what is still to go. */
interface Step {
  readonly value: MaybeValue;
  readonly rest: readonly string[];
}

/** The key fields of a pattern such as `{ owner: 1, createdAt: -1 }`. */
export function keyFieldsOf(pattern: Iterable<[string, number]>): KeyField[] {
  return [...pattern].map(([path, direction]) => ({
    path,
    parts: path.split('.'),
    descending: direction < 0,
  }));
}

/**
 * The rows of values that `fields` take from a document. An array gives one row for each element, an empty
 * one a row with undefined. Throws CannotIndexParallelArrays when two fields run through different arrays.
 */
export function documentKeys(doc: Doc, fields: readonly KeyField[]): DocumentKeys {
  const rows: MaybeValue[][] = [];
  const multikey = fields.map(() => false);
  expand(
    fields.map(({ parts }) => ({ value: doc, rest: parts })),
    fields,
    rows,
    multikey,
  );
  return { rows, multikey };
}

/** The bytes of a row, in which a missing value counts as null. */
export function rowKey(row: readonly MaybeValue[], fields: readonly KeyField[]): Buffer {
  return compoundKey(
    row.map((value): Value => value ?? null),
    fields.map(({ descending }) => descending),
  );
}

function expand(steps: Step[], fields: readonly KeyField[], rows: MaybeValue[][], multikey: boolean[]): void {
  const reached = steps.map(advance);
  const arrays = reached.map(pendingArray);
  const first = arrays.findIndex((array) => array !== null);
  const array = arrays[first];
  if (array == null) {
    rows.push(reached.map(({ value }) => value));
    return;
  }
  const other = arrays.findIndex((candidate) => candidate !== null && candidate !== array);
  if (other >= 0) {
    const names = [other, first].map((i) => `[${fields[i]?.parts.at(-1) ?? ''}]`);
    throw new MongoError(171, `cannot index parallel arrays ${names.join(' ')}`);
  }
  arrays.forEach((taken, i) => {
    if (taken !== null) multikey[i] = true;
  });
  const elements: MaybeValue[] = array.length === 0 ? [undefinedValue] : array;
  for (const element of elements) {
    expand(
      reached.map((step, i) => (arrays[i] === null ? step : enter(step, element))),
      fields,
      rows,
      multikey,
    );
  }
}

/** Marks a value that came out of an array and is not taken apart again. */
const taken: readonly string[] = ['\0'];

/** Follows a path through documents and, where it names an index, into an array. */
function advance(step: Step): Step {
  let { value, rest } = step;
  for (;;) {
    const [part, ...others] = rest;
    if (part === undefined || rest === taken) return { value, rest };
    if (value instanceof Doc) value = value.get(part);
    else if (Array.isArray(value) && /^(0|[1-9]\d*)$/.test(part)) value = value[Number(part)];
    else return Array.isArray(value) ? { value, rest } : { value: undefined, rest: [] };
    rest = others;
    if (value === undefined) return { value, rest: [] };
  }
}

function pendingArray({ value, rest }: Step): Value[] | null {
  return Array.isArray(value) && rest !== taken ? value : null;
}

function enter(step: Step, element: MaybeValue): Step {
  if (step.rest.length === 0) return { value: element, rest: taken };
  return element instanceof Doc ? { value: element, rest: step.rest } : { value: undefined, rest: taken };
}
