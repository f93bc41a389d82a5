import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserView } from '../domain/account';
import type { SessionPage } from '../usecases';
import type { AuthContext } from './context';
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
  _FieldSet: { input: string; output: string; }
};

/** A signed-in session: what register, login and refreshSession answer. */
export type AuthPayload = {
  readonly __typename?: 'AuthPayload';
  /** A JWT (RFC 9068) for the header `Authorization: Bearer <accessToken>`. Short-lived; see expiresAt. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token stops working. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Opaque. Give it to refreshSession before or after the access token expires. Store it like a password. */
  readonly refreshToken: Scalars['String']['output'];
  /** Always `Bearer` (RFC 6750). */
  readonly tokenType: Scalars['String']['output'];
  /** The account that is now signed in. */
  readonly user: User;
};

/** A device as its `User-Agent` tells it: a help to recognise it, not a proof. */
export type Device = {
  readonly __typename?: 'Device';
  /** The browser or client, e.g. `Firefox`. Null where it cannot be told. */
  readonly browser?: Maybe<Scalars['String']['output']>;
  /** What to call it, e.g. `Firefox on Linux`. */
  readonly name: Scalars['String']['output'];
  /** The operating system, e.g. `Linux`. Null where it cannot be told. */
  readonly os?: Maybe<Scalars['String']['output']>;
  /** What sort of device it is. */
  readonly type: DeviceType;
};

/** What sort of device a session was opened on. */
export type DeviceType =
  /** A program that says it is one. */
  | 'BOT'
  /** A computer. */
  | 'DESKTOP'
  /** A phone. */
  | 'MOBILE'
  /** A tablet. */
  | 'TABLET'
  /** A television. */
  | 'TV'
  /** Anything else; command line tools, for example. */
  | 'UNKNOWN';

/** What signing in takes. */
export type LoginInput = {
  /** The address the account was opened with, in any case. */
  readonly email: Scalars['String']['input'];
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; six digits. Each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What ending a session takes. */
export type LogoutInput = {
  /** True ends every session of the account, on all devices. */
  readonly everywhere?: Scalars['Boolean']['input'];
  /** A refresh token of the session to end. Needed unless the request carries a valid access token. */
  readonly refreshToken?: InputMaybe<Scalars['String']['input']>;
};

/** What logout answers. */
export type LogoutPayload = {
  readonly __typename?: 'LogoutPayload';
  /** True once the session, or every session, has ended; also when it had ended before. */
  readonly success: Scalars['Boolean']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Signs in with e-mail and password. INVALID_CREDENTIALS whether the address is unknown or the password wrong;
   * nothing tells which. TOTP_REQUIRED when both are right and the account has a second factor: send them again with
   * `totpCode` or `recoveryCode`; INVALID_CREDENTIALS with `field` when that one is wrong or was used before. FORBIDDEN
   * with reason ACCOUNT_DISABLED when an admin has disabled the account.
   */
  readonly login: AuthPayload;
  /**
   * Ends the session of the refresh token, or every session of its owner with `everywhere`. Without a refresh token
   * the session of the access token is meant. Ending a session that has already ended succeeds as well.
   */
  readonly logout: LogoutPayload;
  /**
   * Trades a refresh token for a new access token and the next refresh token. Keep the new one: the old one works
   * only for 10 more seconds, in case the answer was lost. A refresh token used again later ends the whole session
   * with REFRESH_TOKEN_REUSED. UNAUTHENTICATED when it is unknown, expired or its session has ended.
   */
  readonly refreshSession: AuthPayload;
  /**
   * Opens an account and signs it in. EMAIL_TAKEN when the address is in use (compared without regard to case),
   * BAD_USER_INPUT with `field` when a value cannot be accepted.
   */
  readonly register: AuthPayload;
  /**
   * Ends one of your sessions on whatever device it is, by its id from User.sessions; your current one may be it. Its
   * access tokens stop working everywhere within two seconds. Revoking a session that has ended succeeds as well;
   * NOT_FOUND for an id that is not one of yours.
   */
  readonly revokeSession: RevokeSessionPayload;
};


export type MutationLoginArgs = {
  input: LoginInput;
};


export type MutationLogoutArgs = {
  input: LogoutInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationRevokeSessionArgs = {
  input: RevokeSessionInput;
};

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

export type Query = {
  readonly __typename?: 'Query';
  /** The person the access token belongs to. UNAUTHENTICATED without a valid access token. */
  readonly me?: Maybe<User>;
  /**
   * Any account by its id, as others may see it: the e-mail address stays null. NOT_FOUND when there is none,
   * UNAUTHENTICATED without a valid access token.
   */
  readonly user?: Maybe<User>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};

/** What renewing a session takes. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. */
  readonly refreshToken: Scalars['String']['input'];
};

/** What opening an account takes. */
export type RegisterInput = {
  /** The address to sign in with; at most 254 characters. Two spellings that differ only in case are one address. */
  readonly email: Scalars['String']['input'];
  /** The name to show to others; 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /**
   * At least 12 and at most 1,024 characters (code points). Any character counts, spaces included; common passwords
   * are refused.
   */
  readonly password: Scalars['String']['input'];
};

/** Which session to end. */
export type RevokeSessionInput = {
  /** The session's id. */
  readonly sessionId: Scalars['ID']['input'];
};

/** What revokeSession answers. */
export type RevokeSessionPayload = {
  readonly __typename?: 'RevokeSessionPayload';
  /** The session that has ended. */
  readonly revokedSessionId: Scalars['ID']['output'];
};

/** A signed-in device. It goes on until it is ended, or is not used for 14 days, or is 90 days old. */
export type Session = {
  readonly __typename?: 'Session';
  /** The IP address the session was opened or last renewed from. Null where it is not known. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** When the person signed in. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What the client said of itself when it signed in. */
  readonly device: Device;
  /** Opaque; give it to revokeSession. */
  readonly id: Scalars['ID']['output'];
  /** Whether the request came from this session. */
  readonly isCurrent: Scalars['Boolean']['output'];
  /** When the session was last renewed (refreshSession), or else opened; a client in use renews every 15 minutes. */
  readonly lastUsedAt: Scalars['DateTime']['output'];
};

/** A page of sessions (Relay cursor connections specification). */
export type SessionConnection = {
  readonly __typename?: 'SessionConnection';
  /** The sessions of this page with their cursors. */
  readonly edges: ReadonlyArray<SessionEdge>;
  /** The sessions of this page. */
  readonly nodes: ReadonlyArray<Session>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
  /** How many sessions the person has in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A session in a page. */
export type SessionEdge = {
  readonly __typename?: 'SessionEdge';
  /** Opaque; give it to `after` to go on behind this session. */
  readonly cursor: Scalars['String']['output'];
  /** The session. */
  readonly node: Session;
};

/** A person with an account. */
export type User = {
  readonly __typename?: 'User';
  /** When the account was opened. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The address the person signs in with. Null for everybody but the person itself and admins. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Opaque and stable for the life of the account. */
  readonly id: Scalars['ID']['output'];
  /** The name the person chose to be shown. */
  readonly name: Scalars['String']['output'];
  /**
   * The devices the person is signed in on, newest first: at most 100 in all, at most 100 in a page. Null for everybody
   * but the person itself and admins.
   */
  readonly sessions?: Maybe<SessionConnection>;
};


/** A person with an account. */
export type UserSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
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
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AuthPayload: ResolverTypeWrapper<Omit<AuthPayload, 'user'> & { user: ResolversTypes['User'] }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Device: ResolverTypeWrapper<Device>;
  DeviceType: DeviceType;
  LoginInput: LoginInput;
  LogoutInput: LogoutInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  LogoutPayload: ResolverTypeWrapper<LogoutPayload>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: ResolverTypeWrapper<RevokeSessionPayload>;
  Session: ResolverTypeWrapper<Session>;
  SessionConnection: ResolverTypeWrapper<SessionPage>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  SessionEdge: ResolverTypeWrapper<SessionEdge>;
  User: ResolverTypeWrapper<UserView>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AuthPayload: Omit<AuthPayload, 'user'> & { user: ResolversParentTypes['User'] };
  String: Scalars['String']['output'];
  DateTime: Scalars['DateTime']['output'];
  Device: Device;
  LoginInput: LoginInput;
  LogoutInput: LogoutInput;
  Boolean: Scalars['Boolean']['output'];
  LogoutPayload: LogoutPayload;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: RevokeSessionPayload;
  Session: Session;
  SessionConnection: SessionPage;
  Int: Scalars['Int']['output'];
  SessionEdge: SessionEdge;
  User: UserView;
};

export type AuthPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['AuthPayload'] = ResolversParentTypes['AuthPayload']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeviceResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = {
  browser?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  os?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['DeviceType'], ParentType, ContextType>;
};

export type LogoutPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['LogoutPayload'] = ResolversParentTypes['LogoutPayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  login?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  logout?: Resolver<ResolversTypes['LogoutPayload'], ParentType, ContextType, RequireFields<MutationLogoutArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  register?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  revokeSession?: Resolver<ResolversTypes['RevokeSessionPayload'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
};

export type RevokeSessionPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RevokeSessionPayload'] = ResolversParentTypes['RevokeSessionPayload']> = {
  revokedSessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SessionConnectionResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['SessionConnection'] = ResolversParentTypes['SessionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SessionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Session']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SessionEdgeResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['SessionEdge'] = ResolversParentTypes['SessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessions?: Resolver<Maybe<ResolversTypes['SessionConnection']>, ParentType, ContextType, RequireFields<UserSessionsArgs, 'first'>>;
};

export type Resolvers<ContextType = AuthContext> = {
  AuthPayload?: AuthPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Device?: DeviceResolvers<ContextType>;
  LogoutPayload?: LogoutPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RevokeSessionPayload?: RevokeSessionPayloadResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionConnection?: SessionConnectionResolvers<ContextType>;
  SessionEdge?: SessionEdgeResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

