import { connectionOf } from '../connection';
import type { SessionConnectionResolvers } from '../types.generated';
import type { SessionPage } from '../../usecases';

const connection = (page: SessionPage) => connectionOf(page, ({ createdAt, id }) => ({ at: createdAt, id }));

/** A page of sessions. */
export const SessionConnection = {
  edges: (page) => connection(page).edges,
  nodes: (page) => page.items,
  pageInfo: (page) => connection(page).pageInfo,
} satisfies SessionConnectionResolvers;
