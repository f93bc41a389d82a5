import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type GraphQLSchema } from 'graphql';

/** How long a list is, as the schema says (`@listSize`). */
export interface ListSize {
  /** The length when no argument says one; null when the schema does not say. */
  readonly assumedSize: number | null;
  /** Arguments that say the length. */
  readonly slicingArguments: readonly string[];
  /** The fields below that have the length; empty when the field itself is the list. */
  readonly sizedFields: readonly string[];
  /** Whether exactly one of the arguments must be given. */
  readonly requireOneSlicingArgument: boolean;
}

/** The names that a schema gives to the two directives. */
export interface CostDirectives {
  /** The weight that `@cost` gives; null without the directive. */
  weightOf(node: Annotated | null | undefined): number | null;
  /** What `@listSize` says; null without the directive. */
  listSizeOf(node: Annotated | null | undefined): ListSize | null;
}

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

const COST_SPEC = 'https://specs.apollo.dev/cost/';

/**
 * Reads `@cost` and `@listSize` (IBM's GraphQL cost directives, as Apollo Federation 2.9 has them) from a supergraph,
 * under the names by which it links them. A supergraph that does not link them has none.
 */
export function readCostDirectives(supergraph: GraphQLSchema): CostDirectives {
  const cost = nameIn(supergraph, 'cost');
  const listSize = nameIn(supergraph, 'listSize');
  return {
    weightOf(node) {
      const weight = argumentsOf(node, cost)?.weight;
      return typeof weight === 'number' ? weight : null;
    },
    listSizeOf(node) {
      const given = argumentsOf(node, listSize);
      if (given === null) return null;
      return {
        assumedSize: typeof given.assumedSize === 'number' ? given.assumedSize : null,
        slicingArguments: namesIn(given.slicingArguments),
        sizedFields: namesIn(given.sizedFields),
        requireOneSlicingArgument: given.requireOneSlicingArgument !== false,
      };
    },
  };
}

/** The directive's name in this supergraph (core schemas specification, "Renaming core features"); null for none. */
function nameIn(supergraph: GraphQLSchema, directive: string): string | null {
  const nodes = [supergraph.astNode, ...supergraph.extensionASTNodes];
  const links = nodes.flatMap((node) => node?.directives ?? []).filter(({ name }) => name.value === 'link');
  for (const link of links) {
    const { url, as, import: imports } = valuesOf(link);
    if (typeof url !== 'string' || !url.startsWith(COST_SPEC)) continue;
    for (const entry of Array.isArray(imports) ? (imports as unknown[]) : []) {
      if (entry === `@${directive}`) return directive;
      const renamed = entry as { name?: unknown; as?: unknown } | null;
      if (renamed?.name === `@${directive}`) {
        return typeof renamed.as === 'string' ? renamed.as.slice(1) : directive;
      }
    }
    // @apollo/composition 2.14 names one of the two in `import` and uses both without a prefix.
    if (supergraph.getDirective(directive) != null) return directive;
    return `${typeof as === 'string' ? as : 'cost'}__${directive}`;
  }
  return null;
}

function argumentsOf(
  node: Annotated | null | undefined,
  name: string | null,
): Record<string, unknown> | null {
  const directive = name === null ? undefined : node?.directives?.find((one) => one.name.value === name);
  return directive === undefined ? null : valuesOf(directive);
}

function valuesOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [
      name.value,
      value.kind === Kind.NULL ? null : valueFromASTUntyped(value),
    ]),
  );
}

function namesIn(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : value == null ? [] : [value];
  return list.filter((name) => typeof name === 'string');
}
