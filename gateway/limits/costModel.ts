import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { readCostDirectives, type ListSize } from './costDirectives';

/** What one field costs, apart from what is selected below it. */
export interface FieldCost {
  /** Of each object or value that it answers. */
  readonly weight: number;
  /** Added for each of these arguments that is given. */
  readonly argumentWeights: ReadonlyMap<string, number>;
  readonly isList: boolean;
  readonly listSize: ListSize | null;
}

/** What asking for things costs, by a supergraph's `@cost` and `@listSize`. */
export interface CostModel {
  /** `type` is the one the field is selected on. */
  fieldCost(type: string, field: string): FieldCost;
}

const UNKNOWN: FieldCost = { weight: 0, argumentWeights: new Map(), isList: false, listSize: null };

/**
 * Objects weigh 1, scalars and enums 0, unless `@cost` says otherwise at the field or at its type: the weights that
 * GraphOS Router uses as well.
 */
export function createCostModel(supergraph: GraphQLSchema): CostModel {
  const directives = readCostDirectives(supergraph);
  const known = new Map<string, FieldCost>();

  const typeWeight = (type: GraphQLNamedType): number => {
    const own = directives.weightOf(type.astNode);
    if (own !== null) return own;
    if (!isCompositeType(type)) return 0;
    if (!isAbstractType(type)) return 1;
    return Math.max(1, ...supergraph.getPossibleTypes(type).map(typeWeight));
  };
  const costOf = (field: GraphQLField<unknown, unknown>): FieldCost => ({
    weight: directives.weightOf(field.astNode) ?? typeWeight(getNamedType(field.type)),
    argumentWeights: new Map(
      field.args.flatMap((argument) => {
        const weight = directives.weightOf(argument.astNode);
        return weight === null ? [] : [[argument.name, weight]];
      }),
    ),
    isList: isListType(getNullableType(field.type)),
    listSize: directives.listSizeOf(field.astNode),
  });
  const find = (typeName: string, fieldName: string): FieldCost => {
    const type = supergraph.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return UNKNOWN;
    const field = type.getFields()[fieldName];
    if (field === undefined) return UNKNOWN;
    const own = costOf(field);
    if (!isInterfaceType(type)) return own;
    // Subgraphs annotate the types that answer: what is said there holds for the interface, the dearest first.
    const possible = supergraph
      .getPossibleTypes(type)
      .map((one) => one.getFields()[fieldName])
      .flatMap((one) => (one === undefined ? [] : [costOf(one)]));
    return {
      ...own,
      weight: Math.max(own.weight, ...possible.map(({ weight }) => weight)),
      listSize: own.listSize ?? possible.find(({ listSize }) => listSize !== null)?.listSize ?? null,
    };
  };

  return {
    fieldCost(type, field) {
      const key = `${type}.${field}`;
      let cost = known.get(key);
      if (cost === undefined) known.set(key, (cost = find(type, field)));
      return cost;
    },
  };
}
