import type { RoleResolvers } from '../types.generated';

/** Roles as the domain and access tokens spell them. */
export const Role = { ADMIN: 'admin' } satisfies RoleResolvers;
