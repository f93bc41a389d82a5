import { DateTimeResolver } from 'graphql-scalars';
import type { Resolvers } from '../types.generated';
import { AccountExport } from './AccountExport';
import { AuditEventConnection } from './AuditEventConnection';
import { Mutation } from './Mutation';
import { Query } from './Query';
import { Role } from './Role';
import { SessionConnection } from './SessionConnection';
import { UserConnection } from './UserConnection';
import { User } from './User';

/** The resolvers of schema/auth.graphql, a file per type: each one calls its use case and nothing else. */
export const resolvers = {
  DateTime: DateTimeResolver,
  Role,
  Query,
  Mutation,
  AccountExport,
  AuditEventConnection,
  User,
  UserConnection,
  SessionConnection,
} satisfies Resolvers;
