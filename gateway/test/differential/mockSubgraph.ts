import { buildSubgraphSchema } from '@apollo/subgraph';
import { createHash } from 'node:crypto';
import {
  getNamedType,
  getNullableType,
  GraphQLError,
  graphql,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { gql } from 'graphql-tag';

/** How often, in percent, a field fails or is null. */
export interface Trouble {
  readonly errors: number;
  readonly nulls: number;
}

interface Mock {
  __typename?: string;
  /** All that the object's fields follow from: the same entity looks the same wherever it comes from. */
  seed: string;
  [field: string]: unknown;
}

const KEYS = ['id', 'upc', 'sku', 'a'];

/** A subgraph whose every field has a value that depends only on its object, its name and its arguments. */
export function createMockSubgraph(sdl: string, trouble: Trouble) {
  const typeDefs = gql(sdl);
  const schema = buildSubgraphSchema({ typeDefs });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    Object.assign(type, {
      resolveReference: (representation: Record<string, unknown>): Mock | null => {
        const seed = seedOf(type.name, representation);
        if (isObjectType(type) && number(`gone ${seed}`) % 100 < trouble.nulls) return null;
        // Asked for as what it is of an interface, an entity says what it is.
        const { name } = isObjectType(type) ? type : pick(schema.getPossibleTypes(type), seed);
        return { ...representation, __typename: name, seed: seedOf(name, representation) };
      },
    });
  }
  const fieldResolver: GraphQLFieldResolver<Mock | undefined, unknown> = (parent, args, _context, info) => {
    const { fieldName, returnType, parentType } = info;
    const given = parent?.[fieldName];
    if (given !== undefined) return given;
    const seed = `${parent?.seed ?? parentType.name}.${fieldName}(${JSON.stringify(args)})`;
    const luck = number(`luck ${seed}`) % 100;
    const isKey = KEYS.includes(fieldName) || ['b', 'x', 'y'].includes(fieldName);
    if (!isKey && luck < trouble.errors) {
      throw new GraphQLError(`no luck with ${parentType.name}.${fieldName}`, {
        extensions: { code: 'CONFLICT' },
      });
    }
    return valueOf(returnType, seed, isKey ? { errors: 0, nulls: 0 } : trouble, schema);
  };
  return {
    /** Answers one request, as JSON would bring it. */
    async process({
      request,
    }: {
      request: { query?: string; variables?: Record<string, unknown>; operationName?: string };
    }) {
      const { data, errors } = await graphql({
        schema,
        source: request.query ?? '',
        variableValues: request.variables,
        operationName: request.operationName,
        fieldResolver,
        typeResolver: (value: Mock) => value.__typename,
      });
      const answer = JSON.parse(JSON.stringify({ data, errors })) as {
        data: Record<string, unknown> | null;
        errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
      };
      for (const error of answer.errors ?? []) {
        error.extensions = { ...error.extensions, code: error.extensions?.code ?? 'INTERNAL_SERVER_ERROR' };
      }
      return answer;
    },
  };
}

function valueOf(type: GraphQLOutputType, seed: string, trouble: Trouble, schema: GraphQLSchema): unknown {
  if (!isNonNullType(type) && number(`null ${seed}`) % 100 < trouble.nulls) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return Array.from({ length: number(`length ${seed}`) % 4 }, (_, index) =>
      valueOf(nullable.ofType, `${seed}[${index}]`, trouble, schema),
    );
  }
  const named = getNamedType(nullable);
  if (isEnumType(named)) return pick(named.getValues(), seed).name;
  if (isAbstractType(named)) return mock(pick(schema.getPossibleTypes(named), seed).name, seed, schema);
  if (isObjectType(named)) return mock(named.name, seed, schema);
  switch (named.name) {
    case 'Int':
    case 'SafeInt':
      return number(seed) % 1_000;
    case 'Float':
      return (number(seed) % 1_000) / 8;
    case 'Boolean':
      return number(seed) % 2 === 0;
    case 'ID':
      return String(number(seed) % 3);
    case 'JSON':
      return pick(
        [null, number(seed), seed, [1, null, { deep: [seed] }], { n: 1.5, 'a b': { list: [] } }],
        seed,
      );
    case 'DateTime':
      return new Date(number(seed)).toISOString();
    default:
      return `${seed} "é\u2028`.slice(-20);
  }
}

/** An object; one with a key is the same object wherever that key turns up. */
function mock(typeName: string, seed: string, schema: GraphQLSchema): Mock {
  const type = schema.getType(typeName);
  const fields = isObjectType(type) ? type.getFields() : {};
  const keys = Object.fromEntries(
    KEYS.filter((key) => key in fields).map((key) => [key, String(number(seed) % 3)]),
  );
  return {
    ...keys,
    __typename: typeName,
    seed: Object.keys(keys).length === 0 ? seed : seedOf(typeName, keys),
  };
}

function seedOf(typeName: string, fields: Record<string, unknown>): string {
  const key = KEYS.find((name) => fields[name] !== undefined);
  return `${typeName}#${key === undefined ? JSON.stringify(fields) : String(fields[key])}`;
}

function pick<T>(values: readonly T[], seed: string): T {
  return values[number(`pick ${seed}`) % values.length]!;
}

function number(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0);
}
