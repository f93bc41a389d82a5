import { GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { DateTimeResolver, SafeIntResolver, URLResolver } from 'graphql-scalars';

const SCALARS = { DateTime: DateTimeResolver, SafeInt: SafeIntResolver, URL: URLResolver };

/**
 * Teaches the gateway's schema how the contract's scalars are written. SDL only names them, so that without this the
 * gateway would take anything for one, and a client's mistake would first be found by a subgraph.
 * `isOwn` says whether a scalar is the contract's.
 */
export function readScalars(schema: GraphQLSchema, isOwn: (name: string) => boolean): void {
  for (const [name, { parseValue, parseLiteral }] of Object.entries(SCALARS)) {
    if (!isOwn(name)) continue;
    const type = schema.getType(name);
    if (type instanceof GraphQLScalarType) Object.assign(type, { parseValue, parseLiteral });
  }
}
