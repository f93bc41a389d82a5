import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { JsonObject } from './plan';

/** Whether an object that a subgraph answered is of a type. */
export type TypeTest = (value: JsonObject) => boolean;

/** Compiles the test for one type by the objects' `__typename`; `ofUnnamed` is its answer for those without one. */
export function compileTypeTest(condition: string, schema: GraphQLSchema, ofUnnamed: boolean): TypeTest {
  const abstract = schema.getType(condition);
  const names = new Set([condition]);
  if (isAbstractType(abstract)) {
    for (const type of Object.values(schema.getTypeMap())) {
      if ((isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstract, type))
        names.add(type.name);
    }
  }
  return ({ __typename: name }) => (typeof name === 'string' && name !== '' ? names.has(name) : ofUnnamed);
}
