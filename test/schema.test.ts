import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  parse,
  type GraphQLNamedType,
} from 'graphql';
import { CREDENTIAL_MUTATIONS as CREDENTIALS_AT_GATEWAY } from '../gateway/graphql/operationGuard';
import { CREDENTIAL_MUTATIONS as CREDENTIALS_AT_AUTH } from '../subgraphs/auth/graphql/credentialMutations';

const schemaFile = (name: string) => readFileSync(join(__dirname, '../schema', name), 'utf8');
const api = buildSchema(schemaFile('api.graphql'));
const types = Object.values(api.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const ours = types.filter(({ name }) => !['String', 'Int', 'Boolean', 'ID', 'Float'].includes(name));

it('F07 the committed supergraph is the one the subgraphs compose to', () => {
  const result = composeServices(
    ['auth', 'files'].map((name) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(schemaFile(`${name}.graphql`)),
    })),
  );
  expect(result.errors).toBeUndefined();
  expect(`${result.supergraphSdl}\n`).toBe(schemaFile('supergraph.graphql'));
});

/** Every place that Sandbox shows: types, fields, arguments, input fields, enum values. */
function describable(type: GraphQLNamedType): { place: string; description: string | null | undefined }[] {
  const self = ['Query', 'Mutation'].includes(type.name)
    ? []
    : [{ place: type.name, description: type.description }];
  if (isEnumType(type)) {
    return [
      ...self,
      ...type.getValues().map(({ name, description }) => ({ place: `${type.name}.${name}`, description })),
    ];
  }
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    return [
      ...self,
      ...Object.values(type.getFields()).map(({ name, description }) => ({
        place: `${type.name}.${name}`,
        description,
      })),
    ];
  }
  return self;
}

it('describes every type, field, input field and enum value', () => {
  const silent = ours.flatMap(describable).filter(({ description }) => !description?.trim());
  expect(silent.map(({ place }) => place)).toEqual([]);
});

it('gives every mutation one input and a payload of its own', () => {
  const mutations = Object.values(api.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(0);
  for (const { name, args, type } of mutations) {
    const title = name[0]?.toUpperCase() + name.slice(1);
    expect(args.map((argument) => `${argument.name}: ${String(argument.type)}`)).toEqual([
      `input: ${title}Input!`,
    ]);
    expect([`${title}Payload!`, 'AuthPayload!']).toContain(String(type));
  }
});

it('S01 keeps everything that crosses subgraphs nullable', () => {
  const crossing = { User: ['files', 'storage'], File: ['owner'] };
  for (const [typeName, fields] of Object.entries(crossing)) {
    const type = api.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is missing`);
    for (const field of fields) expect(String(type.getFields()[field]?.type)).not.toMatch(/!$/);
  }
});

it('Z03 shows no secret: no password, hash or storage key in any output type', () => {
  const fields = types
    .filter(isObjectType)
    .filter((type) => type !== api.getMutationType())
    .flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));
  // What an authenticator app is set up with is a secret that its person must see, once.
  expect(fields.filter((name) => /\..*(password|hash|objectKey|bucket|secret)/i.test(name))).toEqual([
    'BeginTotpEnrolmentPayload.secret',
    // Whether there is one.
    'ShareLink.hasPassword',
  ]);
});

describe('G06 mutations that a request may try once', () => {
  it('are the same at the gateway and in auth', () => {
    expect([...CREDENTIALS_AT_AUTH].sort()).toEqual([...CREDENTIALS_AT_GATEWAY].sort());
  });

  it('are all that take a password, a code, a link or an e-mail address', () => {
    // A link's password is set there; to end a session somebody else's token is of no use.
    const harmless = ['createShareLink', 'logout'];
    const mutations = Object.values(api.getMutationType()?.getFields() ?? {});
    const taking = mutations
      .filter(({ args }) =>
        args.some(({ type }) => {
          const input = getNamedType(type);
          const fields = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
          return fields.some((name) => /password|code|token|email/i.test(name));
        }),
      )
      .map(({ name }) => name);
    expect(taking.filter((name) => !CREDENTIALS_AT_AUTH.has(name)).sort()).toEqual(harmless);
  });
});
