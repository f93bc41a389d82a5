import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserView } from '../domain/account';
import type { UserPage, SessionPage, AuditEventPage, ExportedAccount } from '../usecases';
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

/** Everything kept about a person. Each subgraph adds what it keeps. */
export type AccountExport = {
  readonly __typename?: 'AccountExport';
  /** What happened to the account, newest first; page through it with `after`. */
  readonly auditLog?: Maybe<AuditEventConnection>;
  /** When it was exported. */
  readonly exportedAt: Scalars['DateTime']['output'];
  /** The account itself: ask for every field of it, the sessions included. */
  readonly user: User;
  /** The account. */
  readonly userId: Scalars['ID']['output'];
};


/** Everything kept about a person. Each subgraph adds what it keeps. */
export type AccountExportAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** Something that happened to an account and matters for its security. Nothing changes it once it is written. */
export type AuditEvent = {
  readonly __typename?: 'AuditEvent';
  /** The account it is about, which may be gone. Null where nobody's could be named, such as a wrong address. */
  readonly accountId?: Maybe<Scalars['ID']['output']>;
  /** Who did it, where that was not the person itself: an admin. */
  readonly actorId?: Maybe<Scalars['ID']['output']>;
  /** The IP address the request came from. Null where it is not known, and for the person itself where an admin did it. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The device the request came from, as it said of itself; an unknown one where `address` is hidden. */
  readonly device: Device;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** What happened. */
  readonly kind: AuditEventKind;
  /** Names the request; answers and logs carry it as well. */
  readonly requestId: Scalars['String']['output'];
  /** The session it happened in, or to. Null for the person itself where an admin did it. */
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
};

/** A page of security events (Relay cursor connections specification). */
export type AuditEventConnection = {
  readonly __typename?: 'AuditEventConnection';
  /** The events of this page with their cursors. */
  readonly edges: ReadonlyArray<AuditEventEdge>;
  /** The events of this page. */
  readonly nodes: ReadonlyArray<AuditEvent>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
  /** How many events there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A security event in a page. */
export type AuditEventEdge = {
  readonly __typename?: 'AuditEventEdge';
  /** Opaque; give it to `after` to go on behind this event. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: AuditEvent;
};

/** Which security events to list; those to which all that is said applies. */
export type AuditEventFilter = {
  /** About this account. */
  readonly accountId?: InputMaybe<Scalars['ID']['input']>;
  /** At this moment or later. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of one of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<AuditEventKind>>;
  /** Before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What can happen to an account. */
export type AuditEventKind =
  /** The account was deleted. */
  | 'ACCOUNT_DELETED'
  /** An admin shut the account. */
  | 'ACCOUNT_DISABLED'
  /** An admin opened the account again. */
  | 'ACCOUNT_ENABLED'
  /** Everything kept about the person was exported. */
  | 'ACCOUNT_EXPORTED'
  /** Further attempts were refused for a while, after too many. */
  | 'ATTEMPTS_LIMITED'
  /** The address was changed. */
  | 'EMAIL_CHANGED'
  /** A change of the address was asked for. */
  | 'EMAIL_CHANGE_REQUESTED'
  /** A link to verify the address was asked for. */
  | 'EMAIL_VERIFICATION_REQUESTED'
  /** The address was verified. */
  | 'EMAIL_VERIFIED'
  /** Somebody signed in. */
  | 'LOGGED_IN'
  /** A session was ended from its own device. */
  | 'LOGGED_OUT'
  /** All sessions were ended. */
  | 'LOGGED_OUT_EVERYWHERE'
  /** Somebody tried to sign in with a wrong password, code or link. */
  | 'LOGIN_REFUSED'
  /** A link to sign in was asked for. */
  | 'MAGIC_LINK_REQUESTED'
  /** The password was changed by somebody who knew the old one. */
  | 'PASSWORD_CHANGED'
  /** The password was hashed anew with more work. */
  | 'PASSWORD_REHASHED'
  /** The password was replaced through a mailed link. */
  | 'PASSWORD_RESET'
  /** A link to reset the password was asked for. */
  | 'PASSWORD_RESET_REQUESTED'
  /** New recovery codes were made; the old ones no longer work. */
  | 'RECOVERY_CODES_CREATED'
  /** A recovery code stood in for the second factor. */
  | 'RECOVERY_CODE_USED'
  /** An old refresh token was presented; its session was ended. */
  | 'REFRESH_TOKEN_REUSED'
  /** The account was opened. */
  | 'REGISTERED'
  /** Somebody wanted to open an account with an address that has one. */
  | 'REGISTERED_AGAIN'
  /** A role was given to the account. */
  | 'ROLE_GRANTED'
  /** A role was taken from the account. */
  | 'ROLE_REVOKED'
  /** One session was ended from another. */
  | 'SESSION_REVOKED'
  /** The second factor was switched off. */
  | 'TOTP_DISABLED'
  /** The second factor was switched on. */
  | 'TOTP_ENABLED'
  /** A second factor was prepared. */
  | 'TOTP_ENROLMENT_BEGUN'
  /** The password was right and the code of the second factor was not. */
  | 'TOTP_REFUSED';

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

/** What preparing a second factor takes; totpCode or recoveryCode only where there is one already. */
export type BeginTotpEnrolmentInput = {
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What an authenticator app is set up with. It is shown once. */
export type BeginTotpEnrolmentPayload = {
  readonly __typename?: 'BeginTotpEnrolmentPayload';
  /** Until when confirmTotpEnrolment takes the first code. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** `otpauth://totp/...`: the secret with its account and parameters, as authenticator apps read it. */
  readonly otpauthUri: Scalars['String']['output'];
  /** `otpauthUri` as a QR code: an SVG document, black on white, that fits any size. */
  readonly qrCodeSvg: Scalars['String']['output'];
  /** The secret in base32, for apps that cannot scan. */
  readonly secret: Scalars['String']['output'];
};

/** What changing the password takes. */
export type ChangePasswordInput = {
  /** The password as it is. */
  readonly currentPassword: Scalars['String']['input'];
  /** The password as it is to be; the rules are those of register. */
  readonly newPassword: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows, where there is a second factor. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What changePassword answers. */
export type ChangePasswordPayload = {
  readonly __typename?: 'ChangePasswordPayload';
  /** The account whose password it is. */
  readonly user: User;
};

/** What putting another address in place takes. */
export type ConfirmEmailChangeInput = {
  /** The token of the mailed link: what stands behind `#token=`. */
  readonly token: Scalars['String']['input'];
};

/** What confirmEmailChange answers. */
export type ConfirmEmailChangePayload = {
  readonly __typename?: 'ConfirmEmailChangePayload';
  /** The account with its new address. */
  readonly user: User;
};

/** What confirming a second factor takes. */
export type ConfirmTotpEnrolmentInput = {
  /** The six digits that the app shows now. */
  readonly code: Scalars['String']['input'];
};

/** What confirmTotpEnrolment answers. */
export type ConfirmTotpEnrolmentPayload = {
  readonly __typename?: 'ConfirmTotpEnrolmentPayload';
  /** Ten codes like `7k2m-xr4d-90qp-bn8v`, each of which stands in for the app once. Keep them on paper. */
  readonly recoveryCodes: ReadonlyArray<Scalars['String']['output']>;
};

/** What making new recovery codes takes. */
export type CreateRecoveryCodesInput = {
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What createRecoveryCodes answers. */
export type CreateRecoveryCodesPayload = {
  readonly __typename?: 'CreateRecoveryCodesPayload';
  /** Ten codes; those from before no longer work. */
  readonly recoveryCodes: ReadonlyArray<Scalars['String']['output']>;
};

/** What deleting one's account takes: proof, once more, of whose it is. */
export type DeleteAccountInput = {
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What deleteAccount answers. */
export type DeleteAccountPayload = {
  readonly __typename?: 'DeleteAccountPayload';
  /** The id of the account that was yours. It is never given to another one. */
  readonly deletedUserId: Scalars['ID']['output'];
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

/** What switching the second factor off takes. */
export type DisableTotpInput = {
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What disableTotp answers. */
export type DisableTotpPayload = {
  readonly __typename?: 'DisableTotpPayload';
  /** The account, without a second factor. */
  readonly user: User;
};

/** Which account to disable. */
export type DisableUserInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** What disableUser answers. */
export type DisableUserPayload = {
  readonly __typename?: 'DisableUserPayload';
  /** The account, disabled. */
  readonly user: User;
};

/** Which account to enable. */
export type EnableUserInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** What enableUser answers. */
export type EnableUserPayload = {
  readonly __typename?: 'EnableUserPayload';
  /** The account, enabled. */
  readonly user: User;
};

/** Which role to give, and whom. */
export type GrantRoleInput = {
  /** The role. */
  readonly role: Role;
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** What grantRole answers. */
export type GrantRolePayload = {
  readonly __typename?: 'GrantRolePayload';
  /** The account with its roles. */
  readonly user: User;
};

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

/** What signing in by a mailed link takes. */
export type LoginWithMagicLinkInput = {
  /** One of the recovery codes, in place of totpCode. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** The token of the mailed link: what stands behind `#token=`. */
  readonly token: Scalars['String']['input'];
  /** What the authenticator app shows, where there is a second factor. */
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
   * Prepares a second factor for the caller's account: an authenticator app that shows a code of six digits every 30
   * seconds (TOTP, RFC 6238). Show `qrCodeSvg` to be scanned, or `secret` to be typed, then send the first code to
   * confirmTotpEnrolment within 15 minutes, in the same session. Nothing changes until then; an app that is enabled
   * goes on until the new one is confirmed. INVALID_CREDENTIALS with `field` when the proof is wrong; FORBIDDEN with
   * reason EMAIL_NOT_VERIFIED where mails are sent and your address is not verified: requestEmailVerification first.
   */
  readonly beginTotpEnrolment: BeginTotpEnrolmentPayload;
  /**
   * Changes your password. Ends all your other sessions; this one goes on. INVALID_CREDENTIALS with field
   * `currentPassword` when that is wrong, BAD_USER_INPUT with field `newPassword` when the new one cannot be accepted:
   * reason COMMON_PASSWORD for one that others would guess, PWNED_PASSWORD for one from a data breach. TOTP_REQUIRED
   * where there is a second factor.
   */
  readonly changePassword: ChangePasswordPayload;
  /**
   * Puts the new address in place by the token of the link that was mailed to it, and tells the old address. EMAIL_TAKEN
   * when another account has got the address meanwhile; LINK_INVALID as verifyEmail.
   */
  readonly confirmEmailChange: ConfirmEmailChangePayload;
  /**
   * Switches the second factor on with the first code that the app shows. Answers ten recovery codes, which are shown
   * never again. INVALID_CREDENTIALS with field `code` when the code is wrong, CONFLICT with reason NO_ENROLMENT when no
   * enrolment waits in this session.
   */
  readonly confirmTotpEnrolment: ConfirmTotpEnrolmentPayload;
  /**
   * Makes ten new recovery codes in place of all that were left; they are shown here and never again. CONFLICT with
   * reason TOTP_NOT_ENABLED without a second factor.
   */
  readonly createRecoveryCodes: CreateRecoveryCodesPayload;
  /**
   * Deletes your account for good, at once: its sessions end, its address is free for a new account, and `owner` fields
   * that pointed to you are null. Your files go too, within seconds or as soon as the files service can. Cannot be
   * undone; exportAccount gives you what is kept about you first. INVALID_CREDENTIALS with `field` for a wrong password
   * or code, TOTP_REQUIRED when a code is missing, CONFLICT with reason LAST_ADMIN for the last admin: make somebody else
   * one first.
   */
  readonly deleteAccount: DeleteAccountPayload;
  /**
   * Switches the second factor of the caller's account off and forgets its recovery codes. TOTP_REQUIRED without a code
   * where it is on; where it is off already, the password is enough and nothing changes.
   */
  readonly disableTotp: DisableTotpPayload;
  /**
   * Disables an account: nobody signs in to it, and its sessions end everywhere within two seconds. Its files stay. For
   * admins; CONFLICT with reason OWN_ACCOUNT for one's own account and LAST_ADMIN for the last admin's, NOT_FOUND when
   * there is no such account. Disabling it again succeeds as well.
   */
  readonly disableUser: DisableUserPayload;
  /**
   * Enables a disabled account; its person signs in anew. For admins; NOT_FOUND when there is no such account. Enabling
   * it again succeeds as well.
   */
  readonly enableUser: EnableUserPayload;
  /**
   * Gives an account a role; its access tokens carry it from the next refreshSession on. For admins; NOT_FOUND when
   * there is no such account. Giving it again succeeds as well.
   */
  readonly grantRole: GrantRolePayload;
  /**
   * Signs in with e-mail and password. INVALID_CREDENTIALS whether the address is unknown or the password wrong;
   * nothing tells which. TOTP_REQUIRED when both are right and the account has a second factor: send them again with
   * `totpCode` or `recoveryCode`; INVALID_CREDENTIALS with `field` when that one is wrong or was used before. FORBIDDEN
   * with reason ACCOUNT_DISABLED when an admin has disabled the account.
   */
  readonly login: AuthPayload;
  /**
   * Signs in by the token of a mailed link, which verifies the address as well. If nobody had verified it before, all
   * other sessions end, a second factor goes and the password stops working: somebody else may have opened the account. LINK_INVALID as
   * verifyEmail; TOTP_REQUIRED where there is a second factor, the link working on.
   */
  readonly loginWithMagicLink: AuthPayload;
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
   * Opens an account and signs it in; a link to verify the address is mailed where the server sends mail. EMAIL_TAKEN
   * when the address is in use (compared without regard to case), BAD_USER_INPUT with `field` when a value cannot be
   * accepted. Where addresses have to be verified before signing in, it answers FORBIDDEN with reason EMAIL_NOT_VERIFIED
   * whether or not the address was free, and the mail tells the rest.
   */
  readonly register: AuthPayload;
  /**
   * Mails a link to a new address of yours; works once, within 24 hours, and no longer than your password and second
   * factor stay as they are. Your account keeps its address until then.
   * Answers the same whether or not the new address has an account.
   */
  readonly requestEmailChange: RequestEmailChangePayload;
  /**
   * Mails a link that verifies an address, if it has an account and is not verified yet; works once, within 24 hours.
   * Without `email` your own address is meant. Answers the same for every address. (register sends one by itself.)
   */
  readonly requestEmailVerification: RequestEmailVerificationPayload;
  /**
   * Mails a link to sign in with to the address, if it has an account; works once, within 15 minutes. Answers the same
   * for every address.
   */
  readonly requestMagicLink: RequestMagicLinkPayload;
  /**
   * Mails a link for a new password to the address, if it has an account; works once, within 30 minutes. Answers the
   * same for every address. SERVICE_UNAVAILABLE with reason MAIL_OFF where the server sends no mail.
   */
  readonly requestPasswordReset: RequestPasswordResetPayload;
  /**
   * Puts a new password in place by the token of a mailed link. Ends all sessions and signs nobody in: do that with the
   * new password. BAD_USER_INPUT with field `token` and reason LINK_INVALID when the link was used, has expired or never
   * was; with field `newPassword` as changePassword, the link working on. TOTP_REQUIRED where there is a second factor; the first proof of an address takes that away.
   */
  readonly resetPassword: ResetPasswordPayload;
  /**
   * Takes a role from an account and ends its sessions, whose access tokens carry it. For admins; CONFLICT with reason
   * LAST_ADMIN for the last one, NOT_FOUND when there is no such account. Taking it again succeeds as well.
   */
  readonly revokeRole: RevokeRolePayload;
  /**
   * Ends one of your sessions on whatever device it is, by its id from User.sessions; your current one may be it. Its
   * access tokens stop working everywhere within two seconds. Revoking a session that has ended succeeds as well;
   * NOT_FOUND for an id that is not one of yours.
   */
  readonly revokeSession: RevokeSessionPayload;
  /**
   * Verifies an address by the token of a mailed link. Signs nobody in. BAD_USER_INPUT with field `token` and reason
   * LINK_INVALID when the link was used, has expired or never was.
   */
  readonly verifyEmail: VerifyEmailPayload;
};


export type MutationBeginTotpEnrolmentArgs = {
  input: BeginTotpEnrolmentInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationConfirmEmailChangeArgs = {
  input: ConfirmEmailChangeInput;
};


export type MutationConfirmTotpEnrolmentArgs = {
  input: ConfirmTotpEnrolmentInput;
};


export type MutationCreateRecoveryCodesArgs = {
  input: CreateRecoveryCodesInput;
};


export type MutationDeleteAccountArgs = {
  input: DeleteAccountInput;
};


export type MutationDisableTotpArgs = {
  input: DisableTotpInput;
};


export type MutationDisableUserArgs = {
  input: DisableUserInput;
};


export type MutationEnableUserArgs = {
  input: EnableUserInput;
};


export type MutationGrantRoleArgs = {
  input: GrantRoleInput;
};


export type MutationLoginArgs = {
  input: LoginInput;
};


export type MutationLoginWithMagicLinkArgs = {
  input: LoginWithMagicLinkInput;
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


export type MutationRequestEmailChangeArgs = {
  input: RequestEmailChangeInput;
};


export type MutationRequestEmailVerificationArgs = {
  input?: RequestEmailVerificationInput;
};


export type MutationRequestMagicLinkArgs = {
  input: RequestMagicLinkInput;
};


export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationRevokeRoleArgs = {
  input: RevokeRoleInput;
};


export type MutationRevokeSessionArgs = {
  input: RevokeSessionInput;
};


export type MutationVerifyEmailArgs = {
  input: VerifyEmailInput;
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
  /**
   * What happened to all accounts, newest first: the security events of the installation. For admins: FORBIDDEN for
   * others, UNAUTHENTICATED without a valid access token. One's own events are at User.auditLog.
   */
  readonly auditLog?: Maybe<AuditEventConnection>;
  /**
   * Everything kept about the person the access token belongs to: select all there is and save the answer as JSON. It is
   * remembered in the audit log. UNAUTHENTICATED without a valid access token.
   */
  readonly exportAccount?: Maybe<AccountExport>;
  /** The person the access token belongs to. UNAUTHENTICATED without a valid access token. */
  readonly me?: Maybe<User>;
  /**
   * Any account by its id, as others may see it: the e-mail address stays null. NOT_FOUND when there is none,
   * UNAUTHENTICATED without a valid access token.
   */
  readonly user?: Maybe<User>;
  /** The accounts of this installation, for admins: FORBIDDEN for others, UNAUTHENTICATED without a valid access token. */
  readonly users?: Maybe<UserConnection>;
};


export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: Scalars['Int']['input'];
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: Scalars['Int']['input'];
  orderBy?: UserOrder;
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

/** What asking for another address takes. */
export type RequestEmailChangeInput = {
  /** The address to sign in with from then on; at most 254 characters. */
  readonly newEmail: Scalars['String']['input'];
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows, where there is a second factor. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What requestEmailChange answers. */
export type RequestEmailChangePayload = {
  readonly __typename?: 'RequestEmailChangePayload';
  /** Always true: a mail is on its way to the new address. */
  readonly success: Scalars['Boolean']['output'];
};

/** Which address to verify. */
export type RequestEmailVerificationInput = {
  /** The address of the account, in any case. Without it, the address of the account that the access token belongs to. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
};

/** What requestEmailVerification answers. */
export type RequestEmailVerificationPayload = {
  readonly __typename?: 'RequestEmailVerificationPayload';
  /** Always true: if the address has an account and is not verified, a mail is on its way. */
  readonly success: Scalars['Boolean']['output'];
};

/** What asking for a link to sign in with takes. */
export type RequestMagicLinkInput = {
  /** The address of the account, in any case. */
  readonly email: Scalars['String']['input'];
};

/** What requestMagicLink answers. */
export type RequestMagicLinkPayload = {
  readonly __typename?: 'RequestMagicLinkPayload';
  /** Always true: if the address has an account, a mail is on its way. */
  readonly success: Scalars['Boolean']['output'];
};

/** What asking for a new password takes. */
export type RequestPasswordResetInput = {
  /** The address of the account, in any case. */
  readonly email: Scalars['String']['input'];
};

/** What requestPasswordReset answers. */
export type RequestPasswordResetPayload = {
  readonly __typename?: 'RequestPasswordResetPayload';
  /** Always true: if the address has an account, a mail is on its way. */
  readonly success: Scalars['Boolean']['output'];
};

/** What putting a new password in place takes. */
export type ResetPasswordInput = {
  /** The new password; the rules are those of register. */
  readonly newPassword: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** The token of the mailed link: what stands behind `#token=`. */
  readonly token: Scalars['String']['input'];
  /** What the authenticator app shows, where there is a second factor. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What resetPassword answers. */
export type ResetPasswordPayload = {
  readonly __typename?: 'ResetPasswordPayload';
  /** Always true: the new password works and all sessions have ended. */
  readonly success: Scalars['Boolean']['output'];
};

/** Which role to take, and from whom. */
export type RevokeRoleInput = {
  /** The role. */
  readonly role: Role;
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** What revokeRole answers. */
export type RevokeRolePayload = {
  readonly __typename?: 'RevokeRolePayload';
  /** The account with the roles that are left. */
  readonly user: User;
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

/** What an account may do beyond what every account may. */
export type Role =
  /** Lists, disables and enables accounts, and gives roles. */
  | 'admin';

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
  /**
   * What happened to the account, newest first: each sign-in, refused attempt and change of how one signs in, with where
   * it came from. Kept for a year unless the installation says otherwise. Null for everybody but the person itself and
   * admins.
   */
  readonly auditLog?: Maybe<AuditEventConnection>;
  /** When the account was opened. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When an admin disabled the account; null while it is open, and for everybody but the person itself and admins. */
  readonly disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** The address the person signs in with. Null for everybody but the person itself and admins. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** When the person proved, by a mailed link, that the address is theirs. Null until then, and for everybody else. */
  readonly emailVerifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque and stable for the life of the account. */
  readonly id: Scalars['ID']['output'];
  /** Whether signing in takes a second factor. Null for everybody but the person itself and admins. */
  readonly isTotpEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** The name the person chose to be shown. */
  readonly name: Scalars['String']['output'];
  /**
   * How many recovery codes have not been used; time for createRecoveryCodes when few are left. Null for everybody but
   * the person itself and admins.
   */
  readonly recoveryCodesLeft?: Maybe<Scalars['Int']['output']>;
  /** What the person may do beyond what everybody may. Null for everybody but the person itself and admins. */
  readonly roles?: Maybe<ReadonlyArray<Role>>;
  /**
   * The devices the person is signed in on, newest first: at most 100 in all, at most 100 in a page. Null for everybody
   * but the person itself and admins.
   */
  readonly sessions?: Maybe<SessionConnection>;
};


/** A person with an account. */
export type UserAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** A person with an account. */
export type UserSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of accounts (Relay cursor connections specification). */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The accounts of this page with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The accounts of this page. */
  readonly nodes: ReadonlyArray<User>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
  /** How many accounts meet the filter in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An account in a page. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Opaque; give it to `after` to go on behind this account. */
  readonly cursor: Scalars['String']['output'];
  /** The account. */
  readonly node: User;
};

/** Which accounts to list: those that meet every condition given. */
export type UserFilter = {
  /** True for disabled accounts only, false for those that are open. */
  readonly isDisabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those with this role. */
  readonly role?: InputMaybe<Role>;
  /** How the e-mail address or the name begins, in any case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** In which order to list accounts. */
export type UserOrder =
  /** Those opened last first. */
  | 'NEWEST_FIRST'
  /** Those opened first first. */
  | 'OLDEST_FIRST';

/** What verifying an address takes. */
export type VerifyEmailInput = {
  /** The token of the mailed link: what stands behind `#token=`. */
  readonly token: Scalars['String']['input'];
};

/** What verifyEmail answers. */
export type VerifyEmailPayload = {
  readonly __typename?: 'VerifyEmailPayload';
  /** The account whose address is verified now. */
  readonly user: User;
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
  AccountExport: ResolverTypeWrapper<ExportedAccount>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AuditEvent: ResolverTypeWrapper<AuditEvent>;
  AuditEventConnection: ResolverTypeWrapper<AuditEventPage>;
  AuditEventEdge: ResolverTypeWrapper<AuditEventEdge>;
  AuditEventFilter: AuditEventFilter;
  AuditEventKind: AuditEventKind;
  AuthPayload: ResolverTypeWrapper<Omit<AuthPayload, 'user'> & { user: ResolversTypes['User'] }>;
  BeginTotpEnrolmentInput: BeginTotpEnrolmentInput;
  BeginTotpEnrolmentPayload: ResolverTypeWrapper<BeginTotpEnrolmentPayload>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<Omit<ChangePasswordPayload, 'user'> & { user: ResolversTypes['User'] }>;
  ConfirmEmailChangeInput: ConfirmEmailChangeInput;
  ConfirmEmailChangePayload: ResolverTypeWrapper<Omit<ConfirmEmailChangePayload, 'user'> & { user: ResolversTypes['User'] }>;
  ConfirmTotpEnrolmentInput: ConfirmTotpEnrolmentInput;
  ConfirmTotpEnrolmentPayload: ResolverTypeWrapper<ConfirmTotpEnrolmentPayload>;
  CreateRecoveryCodesInput: CreateRecoveryCodesInput;
  CreateRecoveryCodesPayload: ResolverTypeWrapper<CreateRecoveryCodesPayload>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountPayload: ResolverTypeWrapper<DeleteAccountPayload>;
  Device: ResolverTypeWrapper<Device>;
  DeviceType: DeviceType;
  DisableTotpInput: DisableTotpInput;
  DisableTotpPayload: ResolverTypeWrapper<Omit<DisableTotpPayload, 'user'> & { user: ResolversTypes['User'] }>;
  DisableUserInput: DisableUserInput;
  DisableUserPayload: ResolverTypeWrapper<Omit<DisableUserPayload, 'user'> & { user: ResolversTypes['User'] }>;
  EnableUserInput: EnableUserInput;
  EnableUserPayload: ResolverTypeWrapper<Omit<EnableUserPayload, 'user'> & { user: ResolversTypes['User'] }>;
  GrantRoleInput: GrantRoleInput;
  GrantRolePayload: ResolverTypeWrapper<Omit<GrantRolePayload, 'user'> & { user: ResolversTypes['User'] }>;
  LoginInput: LoginInput;
  LoginWithMagicLinkInput: LoginWithMagicLinkInput;
  LogoutInput: LogoutInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  LogoutPayload: ResolverTypeWrapper<LogoutPayload>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  RequestEmailChangeInput: RequestEmailChangeInput;
  RequestEmailChangePayload: ResolverTypeWrapper<RequestEmailChangePayload>;
  RequestEmailVerificationInput: RequestEmailVerificationInput;
  RequestEmailVerificationPayload: ResolverTypeWrapper<RequestEmailVerificationPayload>;
  RequestMagicLinkInput: RequestMagicLinkInput;
  RequestMagicLinkPayload: ResolverTypeWrapper<RequestMagicLinkPayload>;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: ResolverTypeWrapper<RequestPasswordResetPayload>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResolverTypeWrapper<ResetPasswordPayload>;
  RevokeRoleInput: RevokeRoleInput;
  RevokeRolePayload: ResolverTypeWrapper<Omit<RevokeRolePayload, 'user'> & { user: ResolversTypes['User'] }>;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: ResolverTypeWrapper<RevokeSessionPayload>;
  Role: null;
  Session: ResolverTypeWrapper<Session>;
  SessionConnection: ResolverTypeWrapper<SessionPage>;
  SessionEdge: ResolverTypeWrapper<SessionEdge>;
  User: ResolverTypeWrapper<UserView>;
  UserConnection: ResolverTypeWrapper<UserPage>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  VerifyEmailInput: VerifyEmailInput;
  VerifyEmailPayload: ResolverTypeWrapper<Omit<VerifyEmailPayload, 'user'> & { user: ResolversTypes['User'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountExport: ExportedAccount;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  AuditEvent: AuditEvent;
  AuditEventConnection: AuditEventPage;
  AuditEventEdge: AuditEventEdge;
  AuditEventFilter: AuditEventFilter;
  AuthPayload: Omit<AuthPayload, 'user'> & { user: ResolversParentTypes['User'] };
  BeginTotpEnrolmentInput: BeginTotpEnrolmentInput;
  BeginTotpEnrolmentPayload: BeginTotpEnrolmentPayload;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: Omit<ChangePasswordPayload, 'user'> & { user: ResolversParentTypes['User'] };
  ConfirmEmailChangeInput: ConfirmEmailChangeInput;
  ConfirmEmailChangePayload: Omit<ConfirmEmailChangePayload, 'user'> & { user: ResolversParentTypes['User'] };
  ConfirmTotpEnrolmentInput: ConfirmTotpEnrolmentInput;
  ConfirmTotpEnrolmentPayload: ConfirmTotpEnrolmentPayload;
  CreateRecoveryCodesInput: CreateRecoveryCodesInput;
  CreateRecoveryCodesPayload: CreateRecoveryCodesPayload;
  DateTime: Scalars['DateTime']['output'];
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountPayload: DeleteAccountPayload;
  Device: Device;
  DisableTotpInput: DisableTotpInput;
  DisableTotpPayload: Omit<DisableTotpPayload, 'user'> & { user: ResolversParentTypes['User'] };
  DisableUserInput: DisableUserInput;
  DisableUserPayload: Omit<DisableUserPayload, 'user'> & { user: ResolversParentTypes['User'] };
  EnableUserInput: EnableUserInput;
  EnableUserPayload: Omit<EnableUserPayload, 'user'> & { user: ResolversParentTypes['User'] };
  GrantRoleInput: GrantRoleInput;
  GrantRolePayload: Omit<GrantRolePayload, 'user'> & { user: ResolversParentTypes['User'] };
  LoginInput: LoginInput;
  LoginWithMagicLinkInput: LoginWithMagicLinkInput;
  LogoutInput: LogoutInput;
  Boolean: Scalars['Boolean']['output'];
  LogoutPayload: LogoutPayload;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  RequestEmailChangeInput: RequestEmailChangeInput;
  RequestEmailChangePayload: RequestEmailChangePayload;
  RequestEmailVerificationInput: RequestEmailVerificationInput;
  RequestEmailVerificationPayload: RequestEmailVerificationPayload;
  RequestMagicLinkInput: RequestMagicLinkInput;
  RequestMagicLinkPayload: RequestMagicLinkPayload;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: RequestPasswordResetPayload;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResetPasswordPayload;
  RevokeRoleInput: RevokeRoleInput;
  RevokeRolePayload: Omit<RevokeRolePayload, 'user'> & { user: ResolversParentTypes['User'] };
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: RevokeSessionPayload;
  Session: Session;
  SessionConnection: SessionPage;
  SessionEdge: SessionEdge;
  User: UserView;
  UserConnection: UserPage;
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  UserFilter: UserFilter;
  VerifyEmailInput: VerifyEmailInput;
  VerifyEmailPayload: Omit<VerifyEmailPayload, 'user'> & { user: ResolversParentTypes['User'] };
};

export type AccountExportResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['AccountExport'] = ResolversParentTypes['AccountExport']> = {
  auditLog?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<AccountExportAuditLogArgs, 'first'>>;
  exportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  accountId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AuditEventKind'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type AuthPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['AuthPayload'] = ResolversParentTypes['AuthPayload']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type BeginTotpEnrolmentPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['BeginTotpEnrolmentPayload'] = ResolversParentTypes['BeginTotpEnrolmentPayload']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  otpauthUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  qrCodeSvg?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type ConfirmEmailChangePayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['ConfirmEmailChangePayload'] = ResolversParentTypes['ConfirmEmailChangePayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type ConfirmTotpEnrolmentPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['ConfirmTotpEnrolmentPayload'] = ResolversParentTypes['ConfirmTotpEnrolmentPayload']> = {
  recoveryCodes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateRecoveryCodesPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['CreateRecoveryCodesPayload'] = ResolversParentTypes['CreateRecoveryCodesPayload']> = {
  recoveryCodes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteAccountPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['DeleteAccountPayload'] = ResolversParentTypes['DeleteAccountPayload']> = {
  deletedUserId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = {
  browser?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  os?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['DeviceType'], ParentType, ContextType>;
};

export type DisableTotpPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['DisableTotpPayload'] = ResolversParentTypes['DisableTotpPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type DisableUserPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['DisableUserPayload'] = ResolversParentTypes['DisableUserPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type EnableUserPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['EnableUserPayload'] = ResolversParentTypes['EnableUserPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type GrantRolePayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['GrantRolePayload'] = ResolversParentTypes['GrantRolePayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type LogoutPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['LogoutPayload'] = ResolversParentTypes['LogoutPayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  beginTotpEnrolment?: Resolver<ResolversTypes['BeginTotpEnrolmentPayload'], ParentType, ContextType, RequireFields<MutationBeginTotpEnrolmentArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  confirmEmailChange?: Resolver<ResolversTypes['ConfirmEmailChangePayload'], ParentType, ContextType, RequireFields<MutationConfirmEmailChangeArgs, 'input'>>;
  confirmTotpEnrolment?: Resolver<ResolversTypes['ConfirmTotpEnrolmentPayload'], ParentType, ContextType, RequireFields<MutationConfirmTotpEnrolmentArgs, 'input'>>;
  createRecoveryCodes?: Resolver<ResolversTypes['CreateRecoveryCodesPayload'], ParentType, ContextType, RequireFields<MutationCreateRecoveryCodesArgs, 'input'>>;
  deleteAccount?: Resolver<ResolversTypes['DeleteAccountPayload'], ParentType, ContextType, RequireFields<MutationDeleteAccountArgs, 'input'>>;
  disableTotp?: Resolver<ResolversTypes['DisableTotpPayload'], ParentType, ContextType, RequireFields<MutationDisableTotpArgs, 'input'>>;
  disableUser?: Resolver<ResolversTypes['DisableUserPayload'], ParentType, ContextType, RequireFields<MutationDisableUserArgs, 'input'>>;
  enableUser?: Resolver<ResolversTypes['EnableUserPayload'], ParentType, ContextType, RequireFields<MutationEnableUserArgs, 'input'>>;
  grantRole?: Resolver<ResolversTypes['GrantRolePayload'], ParentType, ContextType, RequireFields<MutationGrantRoleArgs, 'input'>>;
  login?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  loginWithMagicLink?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationLoginWithMagicLinkArgs, 'input'>>;
  logout?: Resolver<ResolversTypes['LogoutPayload'], ParentType, ContextType, RequireFields<MutationLogoutArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  register?: Resolver<ResolversTypes['AuthPayload'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  requestEmailChange?: Resolver<ResolversTypes['RequestEmailChangePayload'], ParentType, ContextType, RequireFields<MutationRequestEmailChangeArgs, 'input'>>;
  requestEmailVerification?: Resolver<ResolversTypes['RequestEmailVerificationPayload'], ParentType, ContextType, RequireFields<MutationRequestEmailVerificationArgs, 'input'>>;
  requestMagicLink?: Resolver<ResolversTypes['RequestMagicLinkPayload'], ParentType, ContextType, RequireFields<MutationRequestMagicLinkArgs, 'input'>>;
  requestPasswordReset?: Resolver<ResolversTypes['RequestPasswordResetPayload'], ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'input'>>;
  resetPassword?: Resolver<ResolversTypes['ResetPasswordPayload'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  revokeRole?: Resolver<ResolversTypes['RevokeRolePayload'], ParentType, ContextType, RequireFields<MutationRevokeRoleArgs, 'input'>>;
  revokeSession?: Resolver<ResolversTypes['RevokeSessionPayload'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'input'>>;
  verifyEmail?: Resolver<ResolversTypes['VerifyEmailPayload'], ParentType, ContextType, RequireFields<MutationVerifyEmailArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  auditLog?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  exportAccount?: Resolver<Maybe<ResolversTypes['AccountExport']>, ParentType, ContextType>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'first' | 'orderBy'>>;
};

export type RequestEmailChangePayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RequestEmailChangePayload'] = ResolversParentTypes['RequestEmailChangePayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RequestEmailVerificationPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RequestEmailVerificationPayload'] = ResolversParentTypes['RequestEmailVerificationPayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RequestMagicLinkPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RequestMagicLinkPayload'] = ResolversParentTypes['RequestMagicLinkPayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RequestPasswordResetPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RequestPasswordResetPayload'] = ResolversParentTypes['RequestPasswordResetPayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ResetPasswordPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['ResetPasswordPayload'] = ResolversParentTypes['ResetPasswordPayload']> = {
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RevokeRolePayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RevokeRolePayload'] = ResolversParentTypes['RevokeRolePayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type RevokeSessionPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['RevokeSessionPayload'] = ResolversParentTypes['RevokeSessionPayload']> = {
  revokedSessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RoleResolvers = { ADMIN: 'admin' };

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
  auditLog?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<UserAuditLogArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emailVerifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTotpEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recoveryCodesLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  roles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Role']>>, ParentType, ContextType>;
  sessions?: Resolver<Maybe<ResolversTypes['SessionConnection']>, ParentType, ContextType, RequireFields<UserSessionsArgs, 'first'>>;
};

export type UserConnectionResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type VerifyEmailPayloadResolvers<ContextType = AuthContext, ParentType extends ResolversParentTypes['VerifyEmailPayload'] = ResolversParentTypes['VerifyEmailPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type Resolvers<ContextType = AuthContext> = {
  AccountExport?: AccountExportResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  AuthPayload?: AuthPayloadResolvers<ContextType>;
  BeginTotpEnrolmentPayload?: BeginTotpEnrolmentPayloadResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  ConfirmEmailChangePayload?: ConfirmEmailChangePayloadResolvers<ContextType>;
  ConfirmTotpEnrolmentPayload?: ConfirmTotpEnrolmentPayloadResolvers<ContextType>;
  CreateRecoveryCodesPayload?: CreateRecoveryCodesPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteAccountPayload?: DeleteAccountPayloadResolvers<ContextType>;
  Device?: DeviceResolvers<ContextType>;
  DisableTotpPayload?: DisableTotpPayloadResolvers<ContextType>;
  DisableUserPayload?: DisableUserPayloadResolvers<ContextType>;
  EnableUserPayload?: EnableUserPayloadResolvers<ContextType>;
  GrantRolePayload?: GrantRolePayloadResolvers<ContextType>;
  LogoutPayload?: LogoutPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RequestEmailChangePayload?: RequestEmailChangePayloadResolvers<ContextType>;
  RequestEmailVerificationPayload?: RequestEmailVerificationPayloadResolvers<ContextType>;
  RequestMagicLinkPayload?: RequestMagicLinkPayloadResolvers<ContextType>;
  RequestPasswordResetPayload?: RequestPasswordResetPayloadResolvers<ContextType>;
  ResetPasswordPayload?: ResetPasswordPayloadResolvers<ContextType>;
  RevokeRolePayload?: RevokeRolePayloadResolvers<ContextType>;
  RevokeSessionPayload?: RevokeSessionPayloadResolvers<ContextType>;
  Role?: RoleResolvers;
  Session?: SessionResolvers<ContextType>;
  SessionConnection?: SessionConnectionResolvers<ContextType>;
  SessionEdge?: SessionEdgeResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  VerifyEmailPayload?: VerifyEmailPayloadResolvers<ContextType>;
};

