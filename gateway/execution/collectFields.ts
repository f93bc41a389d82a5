import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What a selection is read with. */
export interface Reading {
  /** As clients see it. */
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The values of the variables that decide on @skip and @include. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/**
 * The fields that selections ask of an object of `type`, by the name they have in the answer and in the order of the
 * answer, with all places that ask for them (GraphQL specification, section 6.3.2, CollectFields).
 */
export function collectFields(
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  reading: Reading,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, reading)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const name = (selection.alias ?? selection.name).value;
          const known = fields.get(name);
          if (known === undefined) fields.set(name, [selection]);
          else known.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (applies(selection.typeCondition?.name.value, type, reading)) visit(selection.selectionSet);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = reading.fragments.get(selection.name.value);
          if (fragment === undefined || spread.has(fragment.name.value)) break;
          spread.add(fragment.name.value);
          if (applies(fragment.typeCondition.name.value, type, reading)) visit(fragment.selectionSet);
        }
      }
    }
  };
  selectionSets.forEach(visit);
  return fields;
}

function isIncluded(selection: SelectionSetNode['selections'][number], { conditions }: Reading): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, conditions)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, conditions)?.if !== false;
}

function applies(condition: string | undefined, type: GraphQLCompositeType, { schema }: Reading): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditional = schema.getType(condition);
  return isAbstractType(conditional) && !isUnionType(type) && schema.isSubType(conditional, type);
}
