import { connectionOf } from '../connection';
import type { UserConnectionResolvers } from '../types.generated';
import type { UserPage } from '../../usecases';

const connection = ({ items, hasNextPage, hasPreviousPage }: UserPage) =>
  connectionOf({ items, hasNextPage, hasPreviousPage }, ({ createdAt, id }) => ({ at: createdAt, id }));

/** A page of accounts. */
export const UserConnection = {
  edges: (page) => connection(page).edges,
  nodes: (page) => page.items,
  pageInfo: (page) => connection(page).pageInfo,
  totalCount: (page) => page.countAll(),
} satisfies UserConnectionResolvers;
