import {
  buildASTSchema,
  isEnumType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { StartFault } from '../../platform/service';

/** A subgraph as the supergraph describes it. */
export interface SubgraphEntry {
  /** As the team that composed it named it. */
  readonly name: string;
  /** Where it answers GraphQL; empty when the supergraph does not say. */
  readonly url: string;
}

/**
 * A composed schema, as far as the gateway reads it itself. What is in it is described by the join specification
 * (https://specs.apollo.dev/join/v0.3/); whether it is valid is judged by @apollo/gateway.
 */
export class Supergraph {
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly SubgraphEntry[];
  /** Names of subgraphs by the names that the join directives use. */
  private readonly names = new Map<string, string>();

  /** @throws GraphQLError when it is no SDL, StartFault when it is not a supergraph. */
  constructor(readonly sdl: string) {
    const document: DocumentNode = parse(sdl, { noLocation: true });
    this.schema = buildASTSchema(document, { assumeValid: true });
    const graphs = this.schema.getType('join__Graph');
    if (!isEnumType(graphs))
      throw new StartFault(
        'It is no supergraph, as it has no enum join__Graph; npm run federate composes one.',
      );
    this.subgraphs = graphs.getValues().map(({ name, astNode }) => {
      const about = astNode?.directives?.find((directive) => directive.name.value === 'join__graph');
      const entry = { name: argumentOf(about, 'name') ?? name, url: argumentOf(about, 'url') ?? '' };
      this.names.set(name, entry.name);
      return entry;
    });
  }

  /** The names of the subgraphs that declare a type. */
  declarersOf(typeName: string): string[] {
    const directives = this.schema.getType(typeName)?.astNode?.directives ?? [];
    return directives
      .filter(({ name }) => name.value === 'join__type')
      .map((directive) => this.names.get(argumentOf(directive, 'graph') ?? '') ?? '');
  }
}

function argumentOf(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
