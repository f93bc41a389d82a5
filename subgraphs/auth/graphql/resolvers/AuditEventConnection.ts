import { connectionOf } from '../connection';
import type { AuditEventConnectionResolvers } from '../types.generated';
import type { AuditEventPage } from '../../usecases';

const connection = ({ items, hasNextPage, hasPreviousPage }: AuditEventPage) =>
  connectionOf({ items, hasNextPage, hasPreviousPage }, (event) => event);

/** A page of security events. */
export const AuditEventConnection = {
  edges: (page) => connection(page).edges,
  nodes: (page) => page.items,
  pageInfo: (page) => connection(page).pageInfo,
  totalCount: (page) => page.countAll(),
} satisfies AuditEventConnectionResolvers;
