import type { QueryResolvers } from '../types.generated';

/** What can be asked. */
export const Query = {
  me: (_root, _args, context) => context.useCases.me(context),
  user: (_root, { id }, context) => context.useCases.user({ id }, context),
} satisfies QueryResolvers;
