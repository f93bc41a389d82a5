import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { CostModel, FieldCost } from './costModel';
import { collectSelections } from './collectSelections';
import type { ListSize } from './costDirectives';

/** What an operation costs, known when its variables are. */
export interface CompiledCost {
  /** The estimate with these variables, as the client sent them. Takes nanoseconds, and never throws. */
  estimate(variables: Readonly<Record<string, unknown>>): number;
  /** What the schema's list sizes forbid about the operation, in words for the client; empty when nothing. */
  readonly faults: readonly string[];
}

/** What is compiled. The document is valid. */
export interface CostInput {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly apiSchema: GraphQLSchema;
  readonly model: CostModel;
}

/** A list whose length the schema does not say is taken to be this long. */
const UNSAID_LIST_SIZE = 10;
/** Answered here, whatever is asked below it; the limit on its depth bounds it. */
const INTROSPECTION_COST = 50;
/** As in GraphOS Router: something is changed, so something is written. */
const MUTATION_COST = 10;

type Variables = Readonly<Record<string, unknown>>;
/** A number where it does not depend on variables. */
type Amount = number | ((variables: Variables) => number);

/**
 * Compiles the estimated cost of an operation: how many objects it answers at most, each by its weight, by the sizes
 * that the schema gives to lists (IBM's GraphQL cost directives specification, "type cost"). Fields that are selected
 * twice count once; of a fragment per type the dearest type counts; what @skip and @include leave out counts as well.
 */
export function compileCost(input: CostInput): CompiledCost {
  const { document, operation, apiSchema } = input;
  const root = apiSchema.getRootType(operation.operation);
  if (root == null) return { estimate: () => 0, faults: [] };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const compiler = new CostCompiler(input, fragments);
  const base = operation.operation === OperationTypeNode.MUTATION ? MUTATION_COST : 0;
  const cost = add(base, compiler.selections([operation], root, []));
  return { estimate: typeof cost === 'number' ? () => cost : cost, faults: compiler.faults };
}

class CostCompiler {
  readonly faults: string[] = [];
  private readonly defaults: ReadonlyMap<string, VariableDefinitionNode>;

  constructor(
    private readonly input: CostInput,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    const definitions = input.operation.variableDefinitions ?? [];
    this.defaults = new Map(definitions.map((definition) => [definition.variable.name.value, definition]));
  }

  /** `sizes` are those that the field above gives to its `sizedFields`. */
  selections(
    parents: readonly (FieldNode | OperationDefinitionNode)[],
    type: GraphQLCompositeType,
    sizes: readonly (readonly [name: string, size: Amount])[],
  ): Amount {
    const { apiSchema } = this.input;
    const groups = collectSelections(parents, type, apiSchema, this.fragments);
    const costs = groups.map(({ fields, types }) => ({
      types,
      cost: [...fields.values()].map((nodes) => this.field(nodes.nodes, nodes.type, sizes)).reduce(add, 0),
    }));
    const always = costs.filter(({ types }) => types === null).map(({ cost }) => cost);
    const sometimes = costs.filter(({ types }) => types !== null);
    if (sometimes.length === 0) return always.reduce(add, 0);
    const possible = isObjectType(type) ? [type] : apiSchema.getPossibleTypes(type);
    const perType = possible.map((one) =>
      sometimes
        .filter(({ types }) => types?.has(one.name) === true)
        .map(({ cost }) => cost)
        .reduce(add, 0),
    );
    return add(always.reduce(add, 0), perType.reduce(max, 0));
  }

  private field(
    nodes: readonly FieldNode[],
    parent: GraphQLCompositeType,
    sizes: readonly (readonly [string, Amount])[],
  ): Amount {
    const [node] = nodes;
    if (node === undefined) return 0;
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return INTROSPECTION_COST;
    const field = fieldOf(parent, name);
    if (field === undefined) return 0;
    const cost = this.input.model.fieldCost(parent.name, name);
    const { listSize } = cost;
    const size = listSize === null ? UNSAID_LIST_SIZE : this.size(listSize, node, field);
    const below = getNamedType(field.type);
    const sized = (listSize?.sizedFields ?? []).map((one) => [one, size] as const);
    const each = add(cost.weight, isCompositeType(below) ? this.selections(nodes, below, sized) : 0);
    const given = sizes.find(([one]) => one === name)?.[1];
    const count = !cost.isList ? 1 : (given ?? (sized.length === 0 ? size : UNSAID_LIST_SIZE));
    return add(multiply(count, each), argumentsCost(cost, node));
  }

  /** The length of a list, from its arguments. */
  private size(listSize: ListSize, node: FieldNode, field: GraphQLField<unknown, unknown>): Amount {
    const { slicingArguments, assumedSize, requireOneSlicingArgument } = listSize;
    const fallback = assumedSize ?? UNSAID_LIST_SIZE;
    const said = slicingArguments.flatMap((name) => {
      const argument = node.arguments?.find((one) => one.name.value === name);
      const fromSchema = field.args.find((one) => one.name === name)?.defaultValue;
      const size = this.argument(argument, typeof fromSchema === 'number' ? fromSchema : null);
      return size === null ? [] : [size];
    });
    if (requireOneSlicingArgument && slicingArguments.length > 0 && said.length !== 1) {
      this.faults.push(`Field "${field.name}" takes exactly one of ${slicingArguments.join(', ')}.`);
    }
    if (said.length === 0) return fallback;
    if (said.every((size) => typeof size === 'number')) return Math.max(...said);
    return (variables) => {
      const sizes = said.map((size) => (typeof size === 'number' ? size : size(variables)));
      const known = sizes.filter((size) => size !== null);
      return known.length === 0 ? fallback : Math.max(...known);
    };
  }

  /** Null when it is not given; a function of the variables that answers null when it is not given after all. */
  private argument(
    argument: ArgumentNode | undefined,
    fallback: number | null,
  ): number | ((variables: Variables) => number | null) | null {
    if (argument === undefined) return fallback;
    const { value } = argument;
    if (value.kind === Kind.INT) return atLeastNothing(Number(value.value));
    if (value.kind !== Kind.VARIABLE) return null;
    const name = value.name.value;
    const initial = this.defaults.get(name)?.defaultValue;
    const unset = initial?.kind === Kind.INT ? Number(initial.value) : fallback;
    return (variables) => {
      const given = Object.hasOwn(variables, name) ? variables[name] : unset;
      return typeof given === 'number' ? atLeastNothing(given) : null;
    };
  }
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  return 'getFields' in type ? type.getFields()[name] : undefined;
}

function argumentsCost({ argumentWeights }: FieldCost, node: FieldNode): number {
  if (argumentWeights.size === 0) return 0;
  return (node.arguments ?? []).reduce((sum, { name }) => sum + (argumentWeights.get(name.value) ?? 0), 0);
}

/** A negative length is refused where the list is made. */
function atLeastNothing(size: number): number {
  return Math.max(size, 0);
}

function combine(left: Amount, right: Amount, how: (left: number, right: number) => number): Amount {
  if (typeof left === 'number' && typeof right === 'number') return how(left, right);
  if (typeof left === 'number') return (variables) => how(left, (right as Computed)(variables));
  if (typeof right === 'number') return (variables) => how(left(variables), right);
  return (variables) => how(left(variables), right(variables));
}

type Computed = (variables: Variables) => number;

const add = (left: Amount, right: Amount): Amount =>
  right === 0 ? left : left === 0 ? right : combine(left, right, (one, other) => one + other);
const multiply = (count: Amount, each: Amount): Amount => combine(count, each, (one, other) => one * other);
const max = (left: Amount, right: Amount): Amount => combine(left, right, Math.max);
