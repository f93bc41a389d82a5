import { DateTimeResolver } from 'graphql-scalars';
import type { Resolvers } from './types.generated';

/** The resolvers of schema/auth.graphql: each one calls its use case and nothing else. */
export const resolvers = {
  DateTime: DateTimeResolver,
  Query: {
    me: (_root, _args, context) => context.useCases.me(context),
    user: (_root, { id }, context) => context.useCases.user({ id }, context),
  },
  Mutation: {
    register: (_root, { input }, context) => context.useCases.register(input, context),
    login: (_root, { input }, context) => context.useCases.login(input, context),
    refreshSession: (_root, { input }, context) => context.useCases.refreshSession(input, context),
    logout: (_root, { input }, context) => context.useCases.logout(input, context),
  },
  User: {
    __resolveReference: ({ id }, { users }) => users.load(id),
  },
} satisfies Resolvers;
