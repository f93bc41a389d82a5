import { DateTimeResolver, SafeIntResolver } from 'graphql-scalars';
import { SignedUrlResolver } from '../scalars';
import type { Resolvers } from '../types.generated';
import { AccountExport } from './AccountExport';
import { File } from './File';
import { FileConnection } from './FileConnection';
import { FileResult } from './FileResult';
import { Mutation } from './Mutation';
import { Query } from './Query';
import { UploadPart } from './UploadPart';
import { ShareLink, ShareLinkConnection } from './ShareLink';
import { User } from './User';

/** Door 1: renames, calls one use case, returns. One file for each type. */
export const resolvers: Resolvers = {
  DateTime: DateTimeResolver,
  SafeInt: SafeIntResolver,
  URL: SignedUrlResolver,
  Query,
  Mutation,
  AccountExport,
  File,
  User,
  FileConnection,
  FileResult,
  UploadPart,
  ShareLink,
  ShareLinkConnection,
};
