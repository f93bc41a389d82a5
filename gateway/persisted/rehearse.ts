import { createHash } from 'node:crypto';
import {
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  specifiedRules,
  typeFromAST,
  validate,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import type { Log } from '../../platform/service';
import type { CompileInput } from '../execution/compileOperation';
import type { ManifestOperation } from './manifest';

/** Thrown out of a rehearsal when it has come as far as it is to come: planned, and nothing fetched. */
export class Rehearsed extends Error {
  constructor(readonly input: CompileInput) {
    super('planned');
  }
}

/** An operation on its way to the planner, as @apollo/gateway takes one. */
export interface RehearsalRequest {
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly request: { readonly query: string; readonly variables: Record<string, unknown> };
  readonly context: object;
  readonly metrics: object;
}

/** What a rehearsal goes by. */
export interface RehearsalOptions {
  readonly apiSchema: GraphQLSchema;
  /** What is checked besides the specification's rules. */
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  /** What else would be refused; throws. */
  readonly check: (document: DocumentNode) => void;
  /** Plans the operation, and throws Rehearsed in place of fetching anything when the context is that of a rehearsal. */
  readonly execute: (request: RehearsalRequest) => Promise<unknown>;
  /** Remembers what was planned, as if a client had sent it. */
  readonly learn: (
    query: string,
    operationName: string | undefined,
    input: CompileInput,
    name: string,
  ) => void;
  readonly log: Log;
}

const rehearsals = new WeakSet<object>();

/** Whether an operation is only to be planned. */
export function isRehearsal(context: object | undefined): boolean {
  return context !== undefined && rehearsals.has(context);
}

/**
 * Validates and plans the operations of a manifest, so that they are known when the first client sends one. One that
 * cannot be served with this supergraph is named in the log; it is refused when a client asks for it.
 */
export async function rehearse(
  manifest: readonly ManifestOperation[],
  options: RehearsalOptions,
): Promise<void> {
  for (const operation of manifest) {
    try {
      const input = await plan(operation, options);
      // Clients may send its name along or not.
      for (const name of [undefined, operation.name]) {
        options.learn(operation.body, name, input, operation.name);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.log.error({ op: operation.name, reason }, 'an operation of the manifest cannot be served');
    }
  }
}

async function plan({ body }: ManifestOperation, options: RehearsalOptions): Promise<CompileInput> {
  const { apiSchema, rules, maxTokens, check, execute } = options;
  const document = parse(body, { maxTokens });
  const [fault] = validate(apiSchema, document, [...specifiedRules, ...rules]);
  if (fault !== undefined) throw fault;
  check(document);
  const context = {};
  rehearsals.add(context);
  try {
    await execute({
      document,
      queryHash: createHash('sha256').update(body).digest('hex'),
      request: { query: body, variables: placeholders(document, apiSchema) },
      context,
      metrics: {},
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.input;
    throw error;
  }
  throw new Error('It could not be planned.');
}

/** Values for the variables that must be given: the planner never sees them, but somebody counts them before. */
function placeholders(document: DocumentNode, schema: GraphQLSchema): Record<string, unknown> {
  const required = (getOperationAST(document)?.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
  return Object.fromEntries(
    required.map(({ variable, type }) => [
      variable.name.value,
      placeholder(typeFromAST(schema, type) as GraphQLInputType),
    ]),
  );
}

/** One of these is a value of nearly every scalar: texts, numbers, moments, addresses. */
const SPECIMENS: readonly unknown[] = ['', 0, '1970-01-01T00:00:00.000Z', 'https://example.com/', false];

function specimenOf(scalar: GraphQLScalarType): unknown {
  return SPECIMENS.find((value) => {
    try {
      scalar.parseValue(value);
      return true;
    } catch {
      // A scalar refuses a value by throwing.
      return false;
    }
  });
}

function placeholder(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return placeholder(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return specimenOf(type);
  const required = Object.values(type.getFields()).filter(
    (field) => isNonNullType(field.type) && field.defaultValue === undefined,
  );
  const given = type.isOneOf ? Object.values(type.getFields()).slice(0, 1) : required;
  return Object.fromEntries(given.map((field) => [field.name, placeholder(field.type)]));
}
