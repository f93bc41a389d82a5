import type { JsonObject } from './plan';

/** A field's value as its subgraph wrote it, known to be what clients may see: it goes on as it is. */
export class Verbatim {
  constructor(
    /** The value, as JSON. */
    readonly json: string,
  ) {}
}

/** The value itself, for those who have to look into it. */
export function plain(value: unknown): unknown {
  return value instanceof Verbatim ? JSON.parse(value.json) : value;
}

/** A field's value, from now on plain. */
export function plainField(object: JsonObject, key: string): unknown {
  const value = object[key];
  if (!(value instanceof Verbatim)) return value;
  return (object[key] = JSON.parse(value.json));
}
