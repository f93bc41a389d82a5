import { isObject, type JsonObject } from './plan';
import { plain, plainField } from './Verbatim';

/**
 * Adds what a subgraph answered to what is known already: objects field by field, lists of the same length element by
 * element; anything else is replaced.
 */
export function mergeData(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    let from = source[key];
    // JSON may have a key of this name; what is read by it is what all objects share, and must never be written to.
    if (from === undefined || key === '__proto__') continue;
    if (target[key] === undefined) {
      target[key] = from;
      continue;
    }
    // What came from elsewhere as well is put together, and may be looked into.
    from = plain(from);
    const into = plainField(target, key);
    if (isObject(into) && isObject(from)) mergeData(into, from);
    else if (Array.isArray(into) && Array.isArray(from) && into.length === from.length)
      mergeLists(into, from);
    else target[key] = from;
  }
}

function mergeLists(into: unknown[], from: readonly unknown[]): void {
  for (const [index, value] of from.entries()) {
    const known = into[index];
    if (isObject(known) && isObject(value)) mergeData(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      mergeLists(known, value);
    else into[index] = value;
  }
}
