import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time as RFC 3339 in UTC, e.g. 2026-01-31T09:30:00.000Z. */
  DateTime: { input: string; output: string; }
  /** A whole number up to 2^53 - 1, sent as a JSON number: exact in every JavaScript client, and enough for 8 PiB in bytes. */
  SafeInt: { input: number; output: number; }
  /** An absolute URL (RFC 3986). */
  URL: { input: string; output: string; }
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

/** What preparing a second factor takes; totpCode or recoveryCode only where there is one already. */
export type BeginTotpEnrolmentInput = {
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What cancelling takes. */
export type CancelUploadInput = {
  /** The file whose upload is to end. */
  readonly fileId: Scalars['ID']['input'];
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

/** What completing an upload takes. */
export type CompleteUploadInput = {
  /** The file that requestUpload announced. */
  readonly fileId: Scalars['ID']['input'];
  /**
   * For MULTIPART, if you want what arrived compared with what you have sent: every part. Leave it out otherwise: then
   * the server lists the parts in the store by itself, however many. A request of 100 kB holds about 1,000 of them.
   */
  readonly parts?: InputMaybe<ReadonlyArray<CompletedPartInput>>;
};

/** A part that was sent. */
export type CompletedPartInput = {
  /** SHA-256 of the part in base64. */
  readonly checksum?: InputMaybe<Scalars['String']['input']>;
  /** The `ETag` header of the store's answer, with or without quotes. */
  readonly etag: Scalars['String']['input'];
  /** The part, 1 to `partCount`. */
  readonly partNumber: Scalars['Int']['input'];
};

/** What putting another address in place takes. */
export type ConfirmEmailChangeInput = {
  /** The token of the mailed link: what stands behind `#token=`. */
  readonly token: Scalars['String']['input'];
};

/** What confirming a second factor takes. */
export type ConfirmTotpEnrolmentInput = {
  /** The six digits that the app shows now. */
  readonly code: Scalars['String']['input'];
};

/** How a browser treats a download (RFC 6266). */
export type ContentDisposition =
  /** Saved under the file's name. */
  | 'ATTACHMENT'
  /** Shown in the page where the browser can; only types that cannot run scripts, everything else is saved. */
  | 'INLINE';

/** What making new recovery codes takes. */
export type CreateRecoveryCodesInput = {
  /** The password of the account. */
  readonly password: Scalars['String']['input'];
  /** One of the recovery codes, in place of totpCode. It works once. */
  readonly recoveryCode?: InputMaybe<Scalars['String']['input']>;
  /** What the authenticator app shows now, for accounts with a second factor; each code works once. */
  readonly totpCode?: InputMaybe<Scalars['String']['input']>;
};

/** What making a share link takes. */
export type CreateShareLinkInput = {
  /** When the link ends; never when left out. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The file to share. */
  readonly fileId: Scalars['ID']['input'];
  /** How often it may be opened, 1 or more; as often as people like when left out. */
  readonly maxDownloads?: InputMaybe<Scalars['Int']['input']>;
  /** 6 to 256 characters that whoever opens it must know; none when left out. Ten wrong ones close it for 15 minutes. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
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

/** What deleting takes. */
export type DeleteFileInput = {
  /** The file to delete. */
  readonly fileId: Scalars['ID']['input'];
};

/** What deleteFiles takes. */
export type DeleteFilesInput = {
  /** The files to delete, 1 to 100. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['input']>;
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

/** Which account to disable. */
export type DisableUserInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** Which account to enable. */
export type EnableUserInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/**
 * Which files to list: those that meet every condition given. Status, contentType and a range of the field the list is
 * ordered by cost nothing. With the other conditions a page looks at some thousand files at most: should it stop there,
 * it has fewer files than asked for while `hasNextPage` is true, and `endCursor` goes on from where it stopped.
 */
export type FileFilter = {
  /** Only files of this media type, e.g. `image/png`, or of this kind, e.g. `image/*`. Parameters are not looked at. */
  readonly contentType?: InputMaybe<Scalars['String']['input']>;
  /** Only files whose upload was requested in this time. */
  readonly createdAt?: InputMaybe<TimeRange>;
  /** Only files with this text in their name, whatever its case and accents: `uber` finds `Über.pdf`. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Only files of these sizes. */
  readonly size?: InputMaybe<SizeRange>;
  /** Only files in this state. */
  readonly status?: FileStatus;
  /** Only files whose description or state last changed in this time. */
  readonly updatedAt?: InputMaybe<TimeRange>;
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
  /** The file's name without regard to case and accents, then by Unicode code point. */
  | 'NAME'
  /** The size in bytes. */
  | 'SIZE'
  /** When the description or state last changed. */
  | 'UPDATED_AT';

/** The life of a file. A deleted file is not found any more. */
export type FileStatus =
  /** Announced; its bytes are awaited or not yet verified. Counts as reserved quota. */
  | 'PENDING'
  /** Verified and ready to download. */
  | 'READY'
  /** In the trash: not downloadable, still counted in the quota, deleted for good when its time is over. */
  | 'TRASHED';

/** Which role to give, and whom. */
export type GrantRoleInput = {
  /** The role. */
  readonly role: Role;
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
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

/** Which way to order. */
export type OrderDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** A part's checksum. */
export type PartChecksumInput = {
  /** SHA-256 of the part in base64 (44 characters). */
  readonly checksum: Scalars['String']['input'];
  /** The part, 1 to `partCount`. */
  readonly partNumber: Scalars['Int']['input'];
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

/** What renaming takes. */
export type RenameFileInput = {
  /** The file to rename. */
  readonly fileId: Scalars['ID']['input'];
  /** The new name, 1 to 255 bytes in UTF-8, any Unicode but control characters and path separators. */
  readonly name: Scalars['String']['input'];
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

/** Which address to verify. */
export type RequestEmailVerificationInput = {
  /** The address of the account, in any case. Without it, the address of the account that the access token belongs to. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
};

/** What asking for a link to sign in with takes. */
export type RequestMagicLinkInput = {
  /** The address of the account, in any case. */
  readonly email: Scalars['String']['input'];
};

/** What asking for a new password takes. */
export type RequestPasswordResetInput = {
  /** The address of the account, in any case. */
  readonly email: Scalars['String']['input'];
};

/** What announcing an upload takes. */
export type RequestUploadInput = {
  /** SHA-256 of the content in base64 (44 characters). When given, the store refuses any other content. */
  readonly checksum?: InputMaybe<Scalars['String']['input']>;
  /** The media type, e.g. `image/png`. The store refuses any other. */
  readonly contentType: Scalars['String']['input'];
  /** 1 to 128 printable ASCII characters, unique per upload and person; kept for 24 hours at least. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /**
   * How the bytes are to be sent. By default PUT, and MULTIPART from 64 MiB on. PUT and POST carry up to 5 GiB,
   * MULTIPART up to 5 TiB.
   */
  readonly method?: InputMaybe<UploadMethod>;
  /** The file's name, 1 to 255 bytes in UTF-8, any Unicode but control characters and path separators. */
  readonly name: Scalars['String']['input'];
  /**
   * For MULTIPART: whether every part is sent with its SHA-256, which the store then verifies. With `true` uploadParts
   * answers URLs for those parts only whose checksum it is given.
   */
  readonly partChecksums?: Scalars['Boolean']['input'];
  /**
   * For MULTIPART: bytes of every part but the last, 5 MiB to 5 GiB and no more than 10,000 parts. By default 16 MiB, or
   * more where it takes more to come out with 10,000.
   */
  readonly partSizeBytes?: InputMaybe<Scalars['SafeInt']['input']>;
  /** The exact size in bytes, 0 included. The store refuses any other. */
  readonly size: Scalars['SafeInt']['input'];
};

/** What announcing several uploads takes. */
export type RequestUploadsInput = {
  /** 1 to 50 files. */
  readonly files: ReadonlyArray<RequestUploadInput>;
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

/** What restoreFile takes. */
export type RestoreFileInput = {
  /** The file to take out of the trash. */
  readonly fileId: Scalars['ID']['input'];
};

/** What restoreFiles takes. */
export type RestoreFilesInput = {
  /** The files to take out of the trash, 1 to 100. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** Which role to take, and from whom. */
export type RevokeRoleInput = {
  /** The role. */
  readonly role: Role;
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** Which session to end. */
export type RevokeSessionInput = {
  /** The session's id. */
  readonly sessionId: Scalars['ID']['input'];
};

/** What revokeShareLink takes. */
export type RevokeShareLinkInput = {
  /** The link to take back: `id` of ShareLink. */
  readonly shareLinkId: Scalars['ID']['input'];
};

/** What an account may do beyond what every account may. */
export type Role =
  /** Lists, disables and enables accounts, and gives roles. */
  | 'ADMIN';

/** What setting a person's quota takes. */
export type SetUserQuotaInput = {
  /** The most files, the trash and unfinished uploads counted; by the plan when left out. */
  readonly maxFiles?: InputMaybe<Scalars['Int']['input']>;
  /** The most bytes; by the plan when left out. */
  readonly quotaBytes?: InputMaybe<Scalars['SafeInt']['input']>;
  /** Whose quota. */
  readonly userId: Scalars['ID']['input'];
};

/** Sizes in bytes. */
export type SizeRange = {
  /** The largest, included; no limit when left out. */
  readonly max?: InputMaybe<Scalars['SafeInt']['input']>;
  /** The smallest, included; no limit when left out. */
  readonly min?: InputMaybe<Scalars['SafeInt']['input']>;
};

/** A stretch of time. */
export type TimeRange = {
  /** The first moment, included; no limit when left out. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** The end, not included; no limit when left out. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What trashFile takes. */
export type TrashFileInput = {
  /** The file to put into the trash. */
  readonly fileId: Scalars['ID']['input'];
};

/** What trashFiles takes. */
export type TrashFilesInput = {
  /** The files to put into the trash, 1 to 100. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** How bytes are sent. */
export type UploadMethod =
  /** Parts, several at once if you like, which can be sent again one by one. */
  | 'MULTIPART'
  /** A form (multipart/form-data) as HTML pages send it; its policy names key, type and size. */
  | 'POST'
  /** One PUT; the store takes it once. */
  | 'PUT';

/** Which parts to answer. */
export type UploadPartsInput = {
  /** The number of the part to go on behind; 0 begins with part 1. `nextAfter` of the page before. */
  readonly after?: Scalars['Int']['input'];
  /** SHA-256 of parts, for an upload with `partChecksums`: the store refuses any other content. */
  readonly checksums?: ReadonlyArray<PartChecksumInput>;
  /** The file that requestUpload announced. */
  readonly fileId: Scalars['ID']['input'];
  /** How many parts, 1 to 100. */
  readonly first?: Scalars['Int']['input'];
  /** Leave out parts that have arrived. */
  readonly onlyMissing?: Scalars['Boolean']['input'];
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

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { readonly register: { readonly accessToken: string, readonly refreshToken: string, readonly tokenType: string, readonly expiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email?: string | null } } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { readonly login: { readonly accessToken: string, readonly refreshToken: string, readonly tokenType: string, readonly expiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email?: string | null } } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { readonly refreshSession: { readonly accessToken: string, readonly refreshToken: string, readonly tokenType: string, readonly expiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email?: string | null } } };

export type LogoutMutationVariables = Exact<{
  input: LogoutInput;
}>;


export type LogoutMutation = { readonly logout: { readonly success: boolean } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly me?: { readonly id: string, readonly name: string, readonly email?: string | null, readonly createdAt: string } | null };

export type ExportAccountQueryVariables = Exact<{
  filesAfter?: InputMaybe<Scalars['String']['input']>;
  eventsAfter?: InputMaybe<Scalars['String']['input']>;
}>;


export type ExportAccountQuery = { readonly exportAccount?: { readonly userId: string, readonly exportedAt: string, readonly user: { readonly name: string, readonly email?: string | null, readonly createdAt: string, readonly sessions?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly address?: string | null, readonly createdAt: string, readonly lastUsedAt: string, readonly device: { readonly name: string, readonly type: DeviceType, readonly browser?: string | null, readonly os?: string | null } }> } | null }, readonly auditLog?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly at: string, readonly kind: AuditEventKind, readonly actorId?: string | null, readonly sessionId?: string | null, readonly address?: string | null, readonly requestId: string, readonly device: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor?: string | null } } | null, readonly files?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor?: string | null } } | null, readonly storage?: { readonly usedBytes: number, readonly reservedBytes: number, readonly quotaBytes: number, readonly fileCount: number } | null } | null };

export type MyFilesQueryVariables = Exact<{
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FileFilter>;
  orderBy?: InputMaybe<FileOrder>;
}>;


export type MyFilesQuery = { readonly me?: { readonly id: string, readonly files?: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor?: string | null } } | null, readonly storage?: { readonly usedBytes: number, readonly reservedBytes: number, readonly quotaBytes: number, readonly fileCount: number } | null } | null };

export type RequestUploadMutationVariables = Exact<{
  input: RequestUploadInput;
}>;


export type RequestUploadMutation = { readonly requestUpload: { readonly file: { readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string }, readonly upload?:
      | { readonly __typename: 'MultipartUpload', readonly method: string, readonly partSizeBytes: number, readonly partCount: number, readonly partChecksums: boolean, readonly expiresAt: string }
      | { readonly __typename: 'PostUpload', readonly method: string, readonly url: string, readonly expiresAt: string, readonly fields: ReadonlyArray<{ readonly name: string, readonly value: string }> }
      | { readonly __typename: 'PutUpload', readonly method: string, readonly url: string, readonly expiresAt: string, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> }
     | null } };

export type RequestUploadsMutationVariables = Exact<{
  input: RequestUploadsInput;
}>;


export type RequestUploadsMutation = { readonly requestUploads: { readonly results: ReadonlyArray<{ readonly file?: { readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string } | null, readonly upload?:
        | { readonly __typename: 'MultipartUpload', readonly method: string, readonly partSizeBytes: number, readonly partCount: number, readonly partChecksums: boolean, readonly expiresAt: string }
        | { readonly __typename: 'PostUpload', readonly method: string, readonly url: string, readonly expiresAt: string, readonly fields: ReadonlyArray<{ readonly name: string, readonly value: string }> }
        | { readonly __typename: 'PutUpload', readonly method: string, readonly url: string, readonly expiresAt: string, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> }
       | null, readonly error?: { readonly code: string, readonly message: string, readonly field?: string | null, readonly reason?: string | null } | null }> } };

export type UploadPartsMutationVariables = Exact<{
  input: UploadPartsInput;
}>;


export type UploadPartsMutation = { readonly uploadParts: { readonly nextAfter?: number | null, readonly parts: ReadonlyArray<{ readonly partNumber: number, readonly sizeBytes: number, readonly isUploaded: boolean, readonly etag?: string | null, readonly url?: string | null, readonly expiresAt?: string | null, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> }> } };

export type CancelUploadMutationVariables = Exact<{
  input: CancelUploadInput;
}>;


export type CancelUploadMutation = { readonly cancelUpload: { readonly cancelledFileId: string } };

export type CompleteUploadMutationVariables = Exact<{
  input: CompleteUploadInput;
}>;


export type CompleteUploadMutation = { readonly completeUpload: { readonly file: { readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string } } };

export type FileByIdQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FileByIdQuery = { readonly file?: { readonly downloadUrl?: string | null, readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string, readonly owner?: { readonly id: string, readonly name: string } | null } | null };

export type DeleteFileMutationVariables = Exact<{
  input: DeleteFileInput;
}>;


export type DeleteFileMutation = { readonly deleteFile: { readonly deletedFileId: string } };

export type SessionFragment = { readonly accessToken: string, readonly refreshToken: string, readonly tokenType: string, readonly expiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email?: string | null } };

type UploadTicket_MultipartUpload_Fragment = { readonly __typename: 'MultipartUpload', readonly method: string, readonly partSizeBytes: number, readonly partCount: number, readonly partChecksums: boolean, readonly expiresAt: string };

type UploadTicket_PostUpload_Fragment = { readonly __typename: 'PostUpload', readonly method: string, readonly url: string, readonly expiresAt: string, readonly fields: ReadonlyArray<{ readonly name: string, readonly value: string }> };

type UploadTicket_PutUpload_Fragment = { readonly __typename: 'PutUpload', readonly method: string, readonly url: string, readonly expiresAt: string, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> };

export type UploadTicketFragment =
  | UploadTicket_MultipartUpload_Fragment
  | UploadTicket_PostUpload_Fragment
  | UploadTicket_PutUpload_Fragment
;

export type FileFieldsFragment = { readonly id: string, readonly name: string, readonly size: number, readonly contentType: string, readonly checksum?: string | null, readonly status: FileStatus, readonly createdAt: string };

export type MySessionsQueryVariables = Exact<{
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MySessionsQuery = { readonly me?: { readonly id: string, readonly sessions?: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor?: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly address?: string | null, readonly createdAt: string, readonly lastUsedAt: string, readonly isCurrent: boolean, readonly device: { readonly name: string, readonly type: DeviceType } }> } | null } | null };

export type RevokeSessionMutationVariables = Exact<{
  input: RevokeSessionInput;
}>;


export type RevokeSessionMutation = { readonly revokeSession: { readonly revokedSessionId: string } };

export type DeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type DeleteAccountMutation = { readonly deleteAccount: { readonly deletedUserId: string } };

export const SessionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Session"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"tokenType"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]} as unknown as DocumentNode<SessionFragment, unknown>;
export const UploadTicketFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UploadTicket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Upload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PutUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"headers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MultipartUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"partSizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"partCount"}},{"kind":"Field","name":{"kind":"Name","value":"partChecksums"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<UploadTicketFragment, unknown>;
export const FileFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<FileFieldsFragment, unknown>;
export const RegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Register"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"register"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Session"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Session"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"tokenType"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]} as unknown as DocumentNode<RegisterMutation, RegisterMutationVariables>;
export const LoginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Login"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Session"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Session"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"tokenType"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]} as unknown as DocumentNode<LoginMutation, LoginMutationVariables>;
export const RefreshSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Session"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Session"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"tokenType"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]} as unknown as DocumentNode<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const LogoutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Logout"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LogoutInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logout"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"success"}}]}}]}}]} as unknown as DocumentNode<LogoutMutation, LogoutMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const ExportAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExportAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filesAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"eventsAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"browser"}},{"kind":"Field","name":{"kind":"Name","value":"os"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"eventsAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filesAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FileFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"storage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usedBytes"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBytes"}},{"kind":"Field","name":{"kind":"Name","value":"quotaBytes"}},{"kind":"Field","name":{"kind":"Name","value":"fileCount"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ExportAccountQuery, ExportAccountQueryVariables>;
export const MyFilesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyFiles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FileFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FileOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FileFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"storage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usedBytes"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBytes"}},{"kind":"Field","name":{"kind":"Name","value":"quotaBytes"}},{"kind":"Field","name":{"kind":"Name","value":"fileCount"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<MyFilesQuery, MyFilesQueryVariables>;
export const RequestUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FileFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UploadTicket"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UploadTicket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Upload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PutUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"headers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MultipartUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"partSizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"partCount"}},{"kind":"Field","name":{"kind":"Name","value":"partChecksums"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<RequestUploadMutation, RequestUploadMutationVariables>;
export const RequestUploadsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestUploads"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestUploadsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestUploads"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FileFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UploadTicket"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UploadTicket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Upload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PutUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"headers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MultipartUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"partSizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"partCount"}},{"kind":"Field","name":{"kind":"Name","value":"partChecksums"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<RequestUploadsMutation, RequestUploadsMutationVariables>;
export const UploadPartsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UploadParts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UploadPartsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uploadParts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partNumber"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"isUploaded"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"headers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextAfter"}}]}}]}}]} as unknown as DocumentNode<UploadPartsMutation, UploadPartsMutationVariables>;
export const CancelUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelledFileId"}}]}}]}}]} as unknown as DocumentNode<CancelUploadMutation, CancelUploadMutationVariables>;
export const CompleteUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompleteUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FileFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<CompleteUploadMutation, CompleteUploadMutationVariables>;
export const FileByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FileById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"file"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FileFields"}},{"kind":"Field","name":{"kind":"Name","value":"downloadUrl"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"File"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<FileByIdQuery, FileByIdQueryVariables>;
export const DeleteFileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteFile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteFile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedFileId"}}]}}]}}]} as unknown as DocumentNode<DeleteFileMutation, DeleteFileMutationVariables>;
export const MySessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MySessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isCurrent"}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MySessionsQuery, MySessionsQueryVariables>;
export const RevokeSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokedSessionId"}}]}}]}}]} as unknown as DocumentNode<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const DeleteAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedUserId"}}]}}]}}]} as unknown as DocumentNode<DeleteAccountMutation, DeleteAccountMutationVariables>;