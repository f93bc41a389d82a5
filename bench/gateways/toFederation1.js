import { require } from '../product.js';

const { Kind, parse, print } = require('graphql');

/** What Federation 1 knows of the directives in schema/. */
const KNOWN = new Set(['key', 'deprecated']);

/**
 * The same services written for Federation 1: no `extend schema @link`, no directives of Federation 2; an entity is
 * extended, with its key external, by every service but the one that comes first; a type that several have is a value.
 */
export function toFederation1(sdls) {
  const seen = new Set();
  return sdls.map((sdl) => {
    const definitions = parse(sdl)
      .definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION && kind !== Kind.DIRECTIVE_DEFINITION)
      .map((definition) => translate(definition, seen));
    for (const { name } of definitions) seen.add(name.value);
    return print({ kind: Kind.DOCUMENT, definitions });
  });
}

function translate(definition, seen) {
  const name = definition.name.value;
  const { directives: all, fields } = withoutUnknown(definition);
  const directives = all.map(withFieldsOnly);
  const isRoot = name === 'Query' || name === 'Mutation';
  const keys = directives
    .filter(({ name }) => name.value === 'key')
    .map(({ arguments: [{ value }] }) => value.value);
  if (isRoot)
    return { ...definition, directives, fields, kind: Kind.OBJECT_TYPE_EXTENSION, description: undefined };
  if (keys.length === 0 || !seen.has(name)) return { ...definition, directives, fields };
  return {
    ...definition,
    directives,
    description: undefined,
    kind: Kind.OBJECT_TYPE_EXTENSION,
    fields: fields.map((field) =>
      keys.includes(field.name.value) ? { ...field, directives: [...field.directives, EXTERNAL] } : field,
    ),
  };
}

const EXTERNAL = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'external' }, arguments: [] };

/** @key of Federation 1 takes `fields` alone. */
function withFieldsOnly(directive) {
  if (directive.name.value !== 'key') return directive;
  return { ...directive, arguments: directive.arguments.filter(({ name }) => name.value === 'fields') };
}

function withoutUnknown({ directives = [], fields }) {
  const known = (list) => (list ?? []).filter(({ name }) => KNOWN.has(name.value));
  return {
    directives: known(directives),
    fields: fields?.map((field) => ({
      ...field,
      directives: known(field.directives),
      ...(field.arguments === undefined
        ? {}
        : {
            arguments: field.arguments.map((argument) => ({
              ...argument,
              directives: known(argument.directives),
            })),
          }),
    })),
  };
}
