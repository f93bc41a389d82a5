import type { UserResolvers } from '../types.generated';

/** A person, also as a reference from another subgraph. */
export const User = {
  __resolveReference: ({ id }, { users }) => users.load(id),
} satisfies UserResolvers;
