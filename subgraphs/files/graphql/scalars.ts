import { GraphQLScalarType } from 'graphql';
import { URLResolver } from 'graphql-scalars';

/**
 * URL, written as it was made: graphql-scalars would parse each and put it together again, which takes half as long as
 * signing it and has no business with the bytes that were signed.
 */
export const SignedUrlResolver = new GraphQLScalarType({
  ...URLResolver.toConfig(),
  serialize: (url) => url,
});
