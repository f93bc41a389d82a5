import {
  isAbstractType,
  isCompositeType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** Fields that are answered under the same condition on the type of the object. */
export interface SelectionGroup {
  /** The names of the object types that have them; null for all that are possible. */
  readonly types: ReadonlySet<string> | null;
  /** By the name they have in the answer; fields of one name are merged. */
  readonly fields: ReadonlyMap<string, { readonly type: GraphQLCompositeType; readonly nodes: FieldNode[] }>;
}

interface OpenGroup {
  readonly types: ReadonlySet<string> | null;
  readonly fields: Map<string, { readonly type: GraphQLCompositeType; readonly nodes: FieldNode[] }>;
}

/**
 * The fields below some nodes, fragments written out, in a valid document. Each field is met once for each place it
 * stands in, so that the work is that of one walk over the operation, however types and fragments nest.
 */
export function collectSelections(
  parents: readonly { readonly selectionSet?: SelectionSetNode | undefined }[],
  type: GraphQLCompositeType,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionGroup[] {
  const groups = new Map<string, OpenGroup>();
  const all = namesOf(type, schema);

  const collect = (
    { selections }: SelectionSetNode,
    within: GraphQLCompositeType,
    types: ReadonlySet<string>,
  ) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const group = groupFor(types);
        const key = selection.alias?.value ?? selection.name.value;
        const known = group.fields.get(key);
        if (known === undefined) group.fields.set(key, { type: within, nodes: [selection] });
        else known.nodes.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      const inner = condition === undefined ? within : schema.getType(condition);
      if (!isCompositeType(inner)) continue;
      const narrowed = condition === undefined ? types : common(types, namesOf(inner, schema));
      if (narrowed.size > 0) collect(fragment.selectionSet, inner, narrowed);
    }
  };
  const groupFor = (types: ReadonlySet<string>): OpenGroup => {
    const isAll = types.size === all.size;
    const key = isAll ? '' : [...types].sort().join();
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { types: isAll ? null : types, fields: new Map() }));
    return group;
  };

  for (const { selectionSet } of parents) {
    if (selectionSet !== undefined) collect(selectionSet, type, all);
  }
  return [...groups.values()];
}

function namesOf(type: GraphQLCompositeType, schema: GraphQLSchema): ReadonlySet<string> {
  if (!isAbstractType(type)) return new Set([type.name]);
  return new Set(schema.getPossibleTypes(type).map(({ name }) => name));
}

function common(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((name) => right.has(name)));
}
