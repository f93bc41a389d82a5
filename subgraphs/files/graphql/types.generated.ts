import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredFile } from '../domain/file';
import type { FilePage } from '../usecases';
import type { UserReference, AccountExportReference, FilesContext } from './context';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time as RFC 3339 in UTC, e.g. 2026-01-31T09:30:00.000Z. */
  DateTime: { input: Date; output: Date; }
  /** A whole number up to 2^53 - 1, sent as a JSON number: exact in every JavaScript client, and enough for 8 PiB in bytes. */
  SafeInt: { input: number; output: number; }
  /** An absolute URL (RFC 3986). */
  URL: { input: URL; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** Everything kept about a person; here, what is kept of their files. */
export type AccountExport = {
  readonly __typename?: 'AccountExport';
  /** The person's files, newest first; page through them with `after`. Only for the person itself: NOT_FOUND for others. */
  readonly files?: Maybe<FileConnection>;
  /** What the person uses of its quota. Only for the person itself: NOT_FOUND for others. */
  readonly storage?: Maybe<Storage>;
  /** The account. */
  readonly userId: Scalars['ID']['output'];
};


/** Everything kept about a person; here, what is kept of their files. */
export type AccountExportFilesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FileFilter>;
  first?: Scalars['Int']['input'];
};

/** What completing an upload takes. */
export type CompleteUploadInput = {
  /** The file that requestUpload announced. */
  readonly fileId: Scalars['ID']['input'];
};

/** What completeUpload answers. */
export type CompleteUploadPayload = {
  readonly __typename?: 'CompleteUploadPayload';
  /** The file, READY. */
  readonly file: File;
};

/** How a browser treats a download (RFC 6266). */
export type ContentDisposition =
  /** Saved under the file's name. */
  | 'ATTACHMENT'
  /** Shown in the page where the browser can; only types that cannot run scripts, everything else is saved. */
  | 'INLINE';

/** What deleting takes. */
export type DeleteFileInput = {
  /** The file to delete. */
  readonly fileId: Scalars['ID']['input'];
};

/** What deleteFile answers. */
export type DeleteFilePayload = {
  readonly __typename?: 'DeleteFilePayload';
  /** The id that was given; nothing is found under it any more. */
  readonly deletedFileId: Scalars['ID']['output'];
};

/** A file somebody keeps here, visible to its owner only. */
export type File = {
  readonly __typename?: 'File';
  /** SHA-256 of the content in base64 when the uploader announced one or the server computed it, else null. */
  readonly checksum?: Maybe<Scalars['String']['output']>;
  /** The media type announced at upload and verified against the first bytes (RFC 9110 section 8.3.1). */
  readonly contentType: Scalars['String']['output'];
  /** When the upload was requested. */
  readonly createdAt: Scalars['DateTime']['output'];
  /**
   * A pre-signed URL that gives the bytes to whoever holds it, for `expiresInSeconds` (1 to 300). Null unless the
   * file is READY.
   */
  readonly downloadUrl?: Maybe<Scalars['URL']['output']>;
  /** Opaque and stable for the life of the file. */
  readonly id: Scalars['ID']['output'];
  /** The file's name as given at upload; any Unicode, never a path. */
  readonly name: Scalars['String']['output'];
  /** Who left the file here. */
  readonly owner?: Maybe<User>;
  /** Bytes. */
  readonly size: Scalars['SafeInt']['output'];
  /** How far the file has come. */
  readonly status: FileStatus;
  /** When the description last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};


/** A file somebody keeps here, visible to its owner only. */
export type FileDownloadUrlArgs = {
  disposition?: ContentDisposition;
  expiresInSeconds?: Scalars['Int']['input'];
};

/** A page of files (Relay cursor connections specification). */
export type FileConnection = {
  readonly __typename?: 'FileConnection';
  /** The files of this page, each with its cursor. */
  readonly edges: ReadonlyArray<FileEdge>;
  /** The files of this page. */
  readonly nodes: ReadonlyArray<File>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
  /** How many files the filter matches in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A file in a page. */
export type FileEdge = {
  readonly __typename?: 'FileEdge';
  /** Opaque; give it to `after` to go on behind this file. Stays right while files come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The file. */
  readonly node: File;
};

/** Which files to list. */
export type FileFilter = {
  /** Only files in this state. */
  readonly status?: FileStatus;
};

/** In which order to list files. Files that are equal in `field` are ordered by id. */
export type FileOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field?: FileOrderField;
};

/** What files can be ordered by. */
export type FileOrderField =
  /** When the upload was requested. */
  | 'CREATED_AT'
  /** The file's name, by Unicode code point. */
  | 'NAME'
  /** The size in bytes. */
  | 'SIZE';

/** The life of a file. A deleted file is not found any more. */
export type FileStatus =
  /** Announced; its bytes are awaited or not yet verified. Counts as reserved quota. */
  | 'PENDING'
  /** Verified and ready to download. */
  | 'READY';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Checks what arrived in the store against what was announced (size, checksum, type by its first bytes) and makes
   * the file READY. Repeating it answers the same file. UPLOAD_INCOMPLETE while the bytes are missing or too few,
   * CHECKSUM_MISMATCH or UNSUPPORTED_FILE_TYPE when they are others than announced.
   */
  readonly completeUpload: CompleteUploadPayload;
  /**
   * Deletes a file and its bytes for good and gives its quota back. Repeating it within a day succeeds as well;
   * NOT_FOUND when there is no such file of the caller's. With SERVICE_UNAVAILABLE the file is gone from view, and its
   * bytes and quota follow when the store is back or the call is repeated.
   */
  readonly deleteFile: DeleteFilePayload;
  /**
   * Reserves quota and answers where and how to send the bytes: straight to the object store, within 15 minutes,
   * exactly as `upload` says. Afterwards call completeUpload. With an idempotencyKey the call can be repeated
   * safely: the same key and input answer the same file with a fresh URL.
   * BAD_USER_INPUT, FILE_TOO_LARGE, UNSUPPORTED_FILE_TYPE, QUOTA_EXCEEDED, IDEMPOTENCY_KEY_REUSED.
   */
  readonly requestUpload: RequestUploadPayload;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationDeleteFileArgs = {
  input: DeleteFileInput;
};


export type MutationRequestUploadArgs = {
  input: RequestUploadInput;
};

/** Which way to order. */
export type OrderDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** Where a page lies in its list (Relay cursor connections specification). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The last edge's cursor; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more behind this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is something before this page, as far as paging forward can tell: true when `after` was given. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The first edge's cursor; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** One HTTP request with the bytes as its body. */
export type PutUpload = {
  readonly __typename?: 'PutUpload';
  /** When the URL stops working, at most 15 minutes from now. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Headers to send exactly as given. The signature covers them; `content-length` is set by browsers on their own. */
  readonly headers: ReadonlyArray<UploadHeader>;
  /** The HTTP method, `PUT`. */
  readonly method: Scalars['String']['output'];
  /** The pre-signed URL. A secret until it has expired: it writes this one object, once. */
  readonly url: Scalars['URL']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /**
   * One of the caller's files. NOT_FOUND when there is none with this id or it belongs to somebody else;
   * UNAUTHENTICATED without a valid access token.
   */
  readonly file?: Maybe<File>;
};


export type QueryFileArgs = {
  id: Scalars['ID']['input'];
};

/** What announcing an upload takes. */
export type RequestUploadInput = {
  /** SHA-256 of the content in base64 (44 characters). When given, the store refuses any other content. */
  readonly checksum?: InputMaybe<Scalars['String']['input']>;
  /** The media type, e.g. `image/png`. The store refuses any other. */
  readonly contentType: Scalars['String']['input'];
  /** 1 to 128 printable ASCII characters, unique per upload and person; kept for 24 hours at least. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The file's name, 1 to 255 bytes in UTF-8, any Unicode but control characters and path separators. */
  readonly name: Scalars['String']['input'];
  /** The exact size in bytes, 0 included. The store refuses any other. */
  readonly size: Scalars['SafeInt']['input'];
};

/** What requestUpload answers. */
export type RequestUploadPayload = {
  readonly __typename?: 'RequestUploadPayload';
  /** The announced file, PENDING. */
  readonly file: File;
  /** How to send the bytes; null once the file of a repeated request is READY. */
  readonly upload?: Maybe<Upload>;
};

/** What a person uses of its quota, in bytes. */
export type Storage = {
  readonly __typename?: 'Storage';
  /** READY files. */
  readonly fileCount: Scalars['Int']['output'];
  /** The most that used and reserved bytes may come to together. */
  readonly quotaBytes: Scalars['SafeInt']['output'];
  /** Bytes promised to uploads that are not finished yet. */
  readonly reservedBytes: Scalars['SafeInt']['output'];
  /** Bytes of READY files. */
  readonly usedBytes: Scalars['SafeInt']['output'];
};

/** A way to send the bytes. More kinds come later: ask for `__typename` and the kinds you know. */
export type Upload = PutUpload;

/** A header of the upload request. */
export type UploadHeader = {
  readonly __typename?: 'UploadHeader';
  /** Name, in lower case. */
  readonly name: Scalars['String']['output'];
  /** Value. */
  readonly value: Scalars['String']['output'];
};

/** A person with an account. The files subgraph adds what the person keeps here. */
export type User = {
  readonly __typename?: 'User';
  /**
   * The person's files, newest first unless `orderBy` says otherwise; READY ones unless `filter` says otherwise.
   * `first` is 1 to 100. Only for the person itself: NOT_FOUND for others.
   */
  readonly files?: Maybe<FileConnection>;
  /** Opaque and stable for the life of the account. */
  readonly id: Scalars['ID']['output'];
  /** What the person uses of its quota. Only for the person itself: NOT_FOUND for others. */
  readonly storage?: Maybe<Storage>;
};


/** A person with an account. The files subgraph adds what the person keeps here. */
export type UserFilesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FileFilter>;
  first?: Scalars['Int']['input'];
  orderBy?: InputMaybe<FileOrder>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AccountExport: AccountExport;
  File: File;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AccountExport:
    ( { __typename: 'AccountExport' }
    & GraphQLRecursivePick<FederationTypes['AccountExport'], {"userId":true}> );
  File:
    ( { __typename: 'File' }
    & GraphQLRecursivePick<FederationTypes['File'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  Upload: ( PutUpload & { __typename: 'PutUpload' } );
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountExport: ResolverTypeWrapper<AccountExportReference>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: ResolverTypeWrapper<Omit<CompleteUploadPayload, 'file'> & { file: ResolversTypes['File'] }>;
  ContentDisposition: ContentDisposition;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteFileInput: DeleteFileInput;
  DeleteFilePayload: ResolverTypeWrapper<DeleteFilePayload>;
  File: ResolverTypeWrapper<StoredFile>;
  FileConnection: ResolverTypeWrapper<FilePage>;
  FileEdge: ResolverTypeWrapper<Omit<FileEdge, 'node'> & { node: ResolversTypes['File'] }>;
  FileFilter: FileFilter;
  FileOrder: FileOrder;
  FileOrderField: FileOrderField;
  FileStatus: FileStatus;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PutUpload: ResolverTypeWrapper<PutUpload>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RequestUploadInput: RequestUploadInput;
  RequestUploadPayload: ResolverTypeWrapper<Omit<RequestUploadPayload, 'file' | 'upload'> & { file: ResolversTypes['File'], upload?: Maybe<ResolversTypes['Upload']> }>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  Storage: ResolverTypeWrapper<Storage>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  Upload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Upload']>;
  UploadHeader: ResolverTypeWrapper<UploadHeader>;
  User: ResolverTypeWrapper<UserReference>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountExport: AccountExportReference;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: Omit<CompleteUploadPayload, 'file'> & { file: ResolversParentTypes['File'] };
  DateTime: Scalars['DateTime']['output'];
  DeleteFileInput: DeleteFileInput;
  DeleteFilePayload: DeleteFilePayload;
  File: StoredFile;
  FileConnection: FilePage;
  FileEdge: Omit<FileEdge, 'node'> & { node: ResolversParentTypes['File'] };
  FileFilter: FileFilter;
  FileOrder: FileOrder;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  PutUpload: PutUpload;
  Query: Record<PropertyKey, never>;
  RequestUploadInput: RequestUploadInput;
  RequestUploadPayload: Omit<RequestUploadPayload, 'file' | 'upload'> & { file: ResolversParentTypes['File'], upload?: Maybe<ResolversParentTypes['Upload']> };
  SafeInt: Scalars['SafeInt']['output'];
  Storage: Storage;
  URL: Scalars['URL']['output'];
  Upload: ResolversUnionTypes<ResolversParentTypes>['Upload'];
  UploadHeader: UploadHeader;
  User: UserReference;
};

export type AccountExportResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['AccountExport'] = ResolversParentTypes['AccountExport'], FederationReferenceType extends FederationReferenceTypes['AccountExport'] = FederationReferenceTypes['AccountExport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccountExport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  files?: Resolver<Maybe<ResolversTypes['FileConnection']>, ParentType, ContextType, RequireFields<AccountExportFilesArgs, 'first'>>;
  storage?: Resolver<Maybe<ResolversTypes['Storage']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CompleteUploadPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['CompleteUploadPayload'] = ResolversParentTypes['CompleteUploadPayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteFilePayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['DeleteFilePayload'] = ResolversParentTypes['DeleteFilePayload']> = {
  deletedFileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type FileResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['File'] = ResolversParentTypes['File'], FederationReferenceType extends FederationReferenceTypes['File'] = FederationReferenceTypes['File']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['File']> | FederationReferenceType, FederationReferenceType, ContextType>;
  checksum?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  downloadUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType, RequireFields<FileDownloadUrlArgs, 'disposition' | 'expiresInSeconds'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FileStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type FileConnectionResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['FileConnection'] = ResolversParentTypes['FileConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FileEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['File']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FileEdgeResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['FileEdge'] = ResolversParentTypes['FileEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  completeUpload?: Resolver<ResolversTypes['CompleteUploadPayload'], ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'input'>>;
  deleteFile?: Resolver<ResolversTypes['DeleteFilePayload'], ParentType, ContextType, RequireFields<MutationDeleteFileArgs, 'input'>>;
  requestUpload?: Resolver<ResolversTypes['RequestUploadPayload'], ParentType, ContextType, RequireFields<MutationRequestUploadArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PutUploadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['PutUpload'] = ResolversParentTypes['PutUpload']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  headers?: Resolver<ReadonlyArray<ResolversTypes['UploadHeader']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  file?: Resolver<Maybe<ResolversTypes['File']>, ParentType, ContextType, RequireFields<QueryFileArgs, 'id'>>;
};

export type RequestUploadPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RequestUploadPayload'] = ResolversParentTypes['RequestUploadPayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
  upload?: Resolver<Maybe<ResolversTypes['Upload']>, ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type StorageResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Storage'] = ResolversParentTypes['Storage']> = {
  fileCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quotaBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  reservedBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  usedBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UploadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Upload'] = ResolversParentTypes['Upload']> = {
  __resolveType: TypeResolveFn<'PutUpload', ParentType, ContextType>;
};

export type UploadHeaderResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['UploadHeader'] = ResolversParentTypes['UploadHeader']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  files?: Resolver<Maybe<ResolversTypes['FileConnection']>, ParentType, ContextType, RequireFields<UserFilesArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  storage?: Resolver<Maybe<ResolversTypes['Storage']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = FilesContext> = {
  AccountExport?: AccountExportResolvers<ContextType>;
  CompleteUploadPayload?: CompleteUploadPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteFilePayload?: DeleteFilePayloadResolvers<ContextType>;
  File?: FileResolvers<ContextType>;
  FileConnection?: FileConnectionResolvers<ContextType>;
  FileEdge?: FileEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PutUpload?: PutUploadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RequestUploadPayload?: RequestUploadPayloadResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  Storage?: StorageResolvers<ContextType>;
  URL?: GraphQLScalarType;
  Upload?: UploadResolvers<ContextType>;
  UploadHeader?: UploadHeaderResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

