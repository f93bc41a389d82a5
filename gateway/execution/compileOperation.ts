import {
  getVariableValues,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { CleanError } from '../subgraphs/cleanErrors';
import { ERROR_CODES } from '../../platform/errors';
import { requireOrdinaryName, Unsupported, type JsonObject, type QueryPlan } from './plan';
import { compileSteps, type Step } from './planSteps';
import { compilePlainVariables } from './plainVariables';
import type { Send } from './run';
import { compileAnswer, type Position, type ReportFault } from './writeAnswer';

/** What an operation came to. */
export interface Answer {
  /** The value of `data`, as JSON. */
  readonly data: string;
  readonly errors: readonly CleanError[];
  /** What a subgraph's schema does not allow, for the log; clients get an error for each. */
  readonly broken: readonly CleanError[];
}

/** Runs an operation with variables that were found to fit. */
export type PreparedRun = (send: Send) => Promise<Answer>;

/** An operation that was seen before, planned and compiled. */
export interface CompiledOperation {
  /**
   * Whether these variables can be used: null when not, and then what is wrong with them is for the usual way to say.
   * Never runs anything.
   */
  prepare(variables: JsonObject): PreparedRun | null;
}

/** What is compiled. */
export interface CompileInput {
  readonly plan: QueryPlan;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As clients see it. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
}

/** An operation is compiled once for each combination of values that its conditions have; more are not kept. */
const MAX_VARIANTS = 32;

interface Variant {
  readonly run: Step;
  readonly write: (data: JsonObject, report: ReportFault) => string;
}

/**
 * Compiles a plan of @apollo/gateway into functions that fetch, put together and write the answer, to the same result
 * (docs/adr/compiled-operations.md).
 * @throws Unsupported when it is left to @apollo/gateway's own executor; nothing has run then.
 */
export function compileOperation(input: CompileInput): CompiledOperation {
  const { operation, apiSchema, document } = input;
  const variants = new Map<string, Variant>();
  const conditions = conditionVariables(document);
  const definitions = operation.variableDefinitions ?? [];
  for (const { variable } of definitions) requireOrdinaryName(variable.name.value);
  const variantFor = (coerced: Readonly<JsonObject>): Variant => {
    const key = conditions.map((name) => String(coerced[name])).join();
    const known = variants.get(key);
    if (known !== undefined) return known;
    const variant = compileVariant(input, coerced);
    if (variants.size >= MAX_VARIANTS) variants.clear();
    variants.set(key, variant);
    return variant;
  };
  // What is not supported must be known before anything runs. Which branch of a condition is taken changes nothing
  // about that, but which are there does.
  for (const value of conditions.length === 0 ? [true] : [true, false]) {
    variantFor(Object.fromEntries(conditions.map((name) => [name, value])));
  }
  const readPlain = compilePlainVariables(definitions);
  return {
    prepare(variables) {
      let coerced: Readonly<JsonObject> | null = readPlain(variables);
      if (coerced === null) {
        const checked = getVariableValues(apiSchema, definitions, variables, { maxErrors: 1 });
        if (checked.errors !== undefined) return null;
        coerced = checked.coerced;
      }
      // Null can get here where the variable has a default value.
      for (const name of conditions) if (typeof coerced[name] !== 'boolean') return null;
      const variant = conditions.length === 0 ? variantFor(NO_VARIABLES) : variantFor(coerced);
      return (send) => execute(variant, variables, send);
    },
  };
}

const NO_VARIABLES: Readonly<JsonObject> = {};

async function execute({ run, write }: Variant, variables: JsonObject, send: Send): Promise<Answer> {
  const data: JsonObject = {};
  const errors: CleanError[] = [];
  await run({ variables, send, data, errors }, [{ object: data, place: () => [] }]);
  const faults: Position[] = [];
  const text = write(data, (position) => faults.push(position));
  // Where a subgraph said itself what is wrong, the nulls that follow from it are no news.
  return { data: text, errors, broken: errors.length > 0 ? [] : faults.map(brokenPromise) };
}

function compileVariant(input: CompileInput, conditions: Readonly<JsonObject>): Variant {
  const { plan, document, operation, apiSchema, supergraphSchema } = input;
  const rootType = apiSchema.getRootType(operation.operation);
  if (rootType == null) throw new Unsupported(`${operation.operation} operations`);
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );
  if (plan.node?.kind === 'Subscription') throw new Unsupported('subscriptions');
  const reading = { schema: apiSchema, fragments, conditions };
  const wanted = { type: rootType, sets: [operation.selectionSet], reading };
  return {
    run:
      plan.node === undefined
        ? async () => undefined
        : compileSteps(plan.node, supergraphSchema, conditions, wanted),
    write: compileAnswer(operation.selectionSet, rootType, reading),
  };
}

/** The variables that decide on @skip and @include anywhere in a document. */
function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function brokenPromise(position: Position): CleanError {
  const path: (string | number)[] = [];
  for (let at: Position | null = position; at !== null; at = at.outer) path.unshift(at.key);
  const { message } = ERROR_CODES.INTERNAL_SERVER_ERROR;
  return { message, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
