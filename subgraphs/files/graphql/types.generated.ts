import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredFile } from '../domain/file';
import type { FilePage, ShareLinkPage, FileOutcome, PartToSend, PartsTicket } from '../usecases';
import type { StoredLink } from '../domain/shareLink';
import type { SignedUpload, SignedForm } from '../ports';
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

/** What cancelling takes. */
export type CancelUploadInput = {
  /** The file whose upload is to end. */
  readonly fileId: Scalars['ID']['input'];
};

/** What cancelUpload answers. */
export type CancelUploadPayload = {
  readonly __typename?: 'CancelUploadPayload';
  /** The id that was given; nothing is found under it any more. */
  readonly cancelledFileId: Scalars['ID']['output'];
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

/** What completeUpload answers. */
export type CompleteUploadPayload = {
  readonly __typename?: 'CompleteUploadPayload';
  /** The file, READY. */
  readonly file: File;
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

/** How a browser treats a download (RFC 6266). */
export type ContentDisposition =
  /** Saved under the file's name. */
  | 'ATTACHMENT'
  /** Shown in the page where the browser can; only types that cannot run scripts, everything else is saved. */
  | 'INLINE';

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

/** What createShareLink answers. */
export type CreateShareLinkPayload = {
  readonly __typename?: 'CreateShareLinkPayload';
  /** The link. */
  readonly shareLink: ShareLink;
  /** What to pass on. A secret for as long as the link opens, and never shown again. */
  readonly url: Scalars['URL']['output'];
};

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

/** What deleteFiles takes. */
export type DeleteFilesInput = {
  /** The files to delete, 1 to 100. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** What deleteFiles answers. */
export type DeleteFilesPayload = {
  readonly __typename?: 'DeleteFilesPayload';
  /** What became of each file, in the order of `fileIds`. */
  readonly results: ReadonlyArray<FileResult>;
};

/** A file somebody keeps here, visible to its owner only. */
export type File = {
  readonly __typename?: 'File';
  /**
   * SHA-256 of the content in base64 when the uploader announced one or the server computed it, else null. Null for
   * parts that were sent without one for the whole file.
   */
  readonly checksum?: Maybe<Scalars['String']['output']>;
  /** The media type announced at upload and verified against the first bytes (RFC 9110 section 8.3.1). */
  readonly contentType: Scalars['String']['output'];
  /** When the upload was requested. */
  readonly createdAt: Scalars['DateTime']['output'];
  /**
   * A pre-signed URL that gives the bytes to whoever holds it, under the file's name and type, for `expiresInSeconds` (1
   * to 300) at least and a quarter of that longer at most. Asked for again soon it is the same URL, so that a browser
   * shows an INLINE image from its cache: for up to a minute, unless more than 240 seconds are asked for, which leave
   * less room for it within the 300 that no URL outlives. Null unless the file is READY.
   */
  readonly downloadUrl?: Maybe<Scalars['URL']['output']>;
  /** Opaque and stable for the life of the file. */
  readonly id: Scalars['ID']['output'];
  /** The file's name as given at upload; any Unicode, never a path. */
  readonly name: Scalars['String']['output'];
  /** Who left the file here. */
  readonly owner?: Maybe<User>;
  /** The links to this file, newest first, those taken back included; `first` is 1 to 100. */
  readonly shareLinks: ShareLinkConnection;
  /** Bytes. */
  readonly size: Scalars['SafeInt']['output'];
  /** How far the file has come. */
  readonly status: FileStatus;
  /** When a TRASHED file is deleted for good unless it is restored before; null for others. */
  readonly trashEndsAt?: Maybe<Scalars['DateTime']['output']>;
  /** When a TRASHED file was put into the trash; null for others. */
  readonly trashedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the description last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};


/** A file somebody keeps here, visible to its owner only. */
export type FileDownloadUrlArgs = {
  disposition?: ContentDisposition;
  expiresInSeconds?: Scalars['Int']['input'];
};


/** A file somebody keeps here, visible to its owner only. */
export type FileShareLinksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of files (Relay cursor connections specification). */
export type FileConnection = {
  readonly __typename?: 'FileConnection';
  /** The files of this page, each with its cursor. */
  readonly edges: ReadonlyArray<FileEdge>;
  /** False when counting stopped: then there are `totalCount` files or more. */
  readonly isTotalCountExact: Scalars['Boolean']['output'];
  /** The files of this page. */
  readonly nodes: ReadonlyArray<File>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
  /**
   * How many files the filter matches in all. Exact for everything that is READY, and otherwise up to 1,000 at least: see
   * isTotalCountExact. Costs a query of its own, so ask for it when you show it.
   */
  readonly totalCount: Scalars['Int']['output'];
};

/** A file in a page. */
export type FileEdge = {
  readonly __typename?: 'FileEdge';
  /** Opaque; give it to `after` or `before` to go on from this file. Stays right while files come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The file. */
  readonly node: File;
};

/** Why one of several files was left as it was: what the operation on this file alone would have answered. */
export type FileError = {
  readonly __typename?: 'FileError';
  /** As in `extensions.code` of errors: NOT_FOUND, CONFLICT, QUOTA_EXCEEDED, SERVICE_UNAVAILABLE, ... */
  readonly code: Scalars['String']['output'];
  /** The input field at fault, where there is one. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** What went wrong, in a sentence. */
  readonly message: Scalars['String']['output'];
  /** A stable word within the code, where there is one, as in `extensions.reason` of errors. */
  readonly reason?: Maybe<Scalars['String']['output']>;
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

/** What became of one of several files. */
export type FileResult = {
  readonly __typename?: 'FileResult';
  /** Why nothing was done; null when it was. */
  readonly error?: Maybe<FileError>;
  /** The file as it is now; null when it is gone or nothing was done. */
  readonly file?: Maybe<File>;
  /** The id that was given. */
  readonly fileId: Scalars['ID']['output'];
};

/** The life of a file. A deleted file is not found any more. */
export type FileStatus =
  /** Announced; its bytes are awaited or not yet verified. Counts as reserved quota. */
  | 'PENDING'
  /** Verified and ready to download. */
  | 'READY'
  /** In the trash: not downloadable, still counted in the quota, deleted for good when its time is over. */
  | 'TRASHED';

/** The bytes in parts 1 to `partCount`, in any order and several at once; uploadParts gives their URLs. */
export type MultipartUpload = {
  readonly __typename?: 'MultipartUpload';
  /** Until then parts can be sent; it does not move. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** `MULTIPART`. */
  readonly method: Scalars['String']['output'];
  /** Whether every part must be sent with its SHA-256. */
  readonly partChecksums: Scalars['Boolean']['output'];
  /** How many parts, at most 10,000. */
  readonly partCount: Scalars['Int']['output'];
  /** Bytes of every part but the last, which has the rest. */
  readonly partSizeBytes: Scalars['SafeInt']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Ends an upload that is not complete, whatever its method: what has arrived goes, its quota is free again. Repeating
   * it within a day succeeds as well. NOT_FOUND, CONFLICT when the file is READY.
   */
  readonly cancelUpload: CancelUploadPayload;
  /**
   * Checks what arrived in the store against what was announced (size, checksum, type by its first bytes) and makes
   * the file READY; parts are joined first. Repeating it answers the same file. UPLOAD_INCOMPLETE while bytes are
   * missing, CHECKSUM_MISMATCH or UNSUPPORTED_FILE_TYPE when they are others than announced, TIMEOUT while a large file
   * is still being verified: call again.
   */
  readonly completeUpload: CompleteUploadPayload;
  /**
   * Makes a link that lets whoever holds it download one READY file, without an account: until `expiresAt`, at most
   * `maxDownloads` times, and with the password if there is one. `url` is shown this once, as only a hash of it is kept.
   * A file in the trash or deleted opens for nobody; restored, its links work again.
   * BAD_USER_INPUT, NOT_FOUND; UPLOAD_INCOMPLETE while the file is PENDING; CONFLICT when it is in the trash or has 100
   * links that were not taken back.
   */
  readonly createShareLink: CreateShareLinkPayload;
  /**
   * Deletes a file and its bytes for good, now, whether it is in the trash or not, and gives its quota back. Repeating
   * it within a day succeeds as well;
   * NOT_FOUND when there is no such file of the caller's. With SERVICE_UNAVAILABLE the file is gone from view, and its
   * bytes and quota follow when the store is back or the call is repeated.
   */
  readonly deleteFile: DeleteFilePayload;
  /** Deletes up to 100 files for good, each as deleteFile does; `results` says what became of each. */
  readonly deleteFiles: DeleteFilesPayload;
  /**
   * Gives a file another name. The bytes are not touched; downloads asked for from now on carry the new name.
   * BAD_USER_INPUT, NOT_FOUND.
   */
  readonly renameFile: RenameFilePayload;
  /**
   * Reserves quota and answers where and how to send the bytes: straight to the object store, exactly as `upload` says;
   * within 15 minutes, or days for an upload in parts. Afterwards call completeUpload. With an idempotencyKey the call
   * can be repeated safely: the same key and input answer the same file with a fresh URL.
   * BAD_USER_INPUT, FILE_TOO_LARGE, UNSUPPORTED_FILE_TYPE, QUOTA_EXCEEDED, IDEMPOTENCY_KEY_REUSED.
   */
  readonly requestUpload: RequestUploadPayload;
  /**
   * requestUpload for 1 to 50 files in one round trip. Each is announced or refused for itself: `results` has the
   * answers in the order of the files.
   */
  readonly requestUploads: RequestUploadsPayload;
  /**
   * Takes a file out of the trash, READY as before, its share links working again. Repeating it answers the same file.
   * NOT_FOUND, CONFLICT while its upload is not completed.
   */
  readonly restoreFile: RestoreFilePayload;
  /** Takes up to 100 files out of the trash, each as restoreFile does; `results` says what became of each. */
  readonly restoreFiles: RestoreFilesPayload;
  /**
   * Takes a link back: it fails from the next request on (a download that it led to before may go on for a minute).
   * Repeating it answers the same link. NOT_FOUND.
   */
  readonly revokeShareLink: RevokeShareLinkPayload;
  /**
   * Sets what one person may keep, whatever the plan of its roles says; what is left out or null is as the plan says.
   * For admins: FORBIDDEN otherwise. BAD_USER_INPUT, NOT_FOUND when there is no such account.
   */
  readonly setUserQuota: SetUserQuotaPayload;
  /**
   * Puts a READY file into the trash: TRASHED, not downloadable, its share links dead, still counted in the quota.
   * restoreFile brings it back until `trashEndsAt`; then it is deleted for good. Repeating it answers the same file.
   * NOT_FOUND; CONFLICT while its upload is not completed.
   */
  readonly trashFile: TrashFilePayload;
  /** Puts up to 100 files into the trash, each as trashFile does; `results` says what became of each. */
  readonly trashFiles: TrashFilesPayload;
  /**
   * Parts of a MULTIPART upload: URLs to send them to, and what has arrived of them. Ask for a page at a time while the
   * upload goes on, and again after an interruption, even days later, to go on with what is missing. NOT_FOUND,
   * BAD_USER_INPUT, CONFLICT when the upload has ended or all parts were joined already.
   */
  readonly uploadParts: UploadPartsPayload;
};


export type MutationCancelUploadArgs = {
  input: CancelUploadInput;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationCreateShareLinkArgs = {
  input: CreateShareLinkInput;
};


export type MutationDeleteFileArgs = {
  input: DeleteFileInput;
};


export type MutationDeleteFilesArgs = {
  input: DeleteFilesInput;
};


export type MutationRenameFileArgs = {
  input: RenameFileInput;
};


export type MutationRequestUploadArgs = {
  input: RequestUploadInput;
};


export type MutationRequestUploadsArgs = {
  input: RequestUploadsInput;
};


export type MutationRestoreFileArgs = {
  input: RestoreFileInput;
};


export type MutationRestoreFilesArgs = {
  input: RestoreFilesInput;
};


export type MutationRevokeShareLinkArgs = {
  input: RevokeShareLinkInput;
};


export type MutationSetUserQuotaArgs = {
  input: SetUserQuotaInput;
};


export type MutationTrashFileArgs = {
  input: TrashFileInput;
};


export type MutationTrashFilesArgs = {
  input: TrashFilesInput;
};


export type MutationUploadPartsArgs = {
  input: UploadPartsInput;
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
  /** Where this page ends: give it to `after`. Null on an empty page of an empty list. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more behind this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Where this page begins: give it to `before`. Null on an empty page of an empty list. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A part's checksum. */
export type PartChecksumInput = {
  /** SHA-256 of the part in base64 (44 characters). */
  readonly checksum: Scalars['String']['input'];
  /** The part, 1 to `partCount`. */
  readonly partNumber: Scalars['Int']['input'];
};

/**
 * A form with the bytes as its file: `<form method="post" enctype="multipart/form-data" action=url>` with `fields` as
 * hidden inputs and, last, the file in an input called `file`. The store answers 201.
 */
export type PostUpload = {
  readonly __typename?: 'PostUpload';
  /** When the form stops working, at most 15 minutes from now. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Fields to send exactly as given, before the file. A secret until they have expired. */
  readonly fields: ReadonlyArray<UploadField>;
  /** The HTTP method, `POST`. */
  readonly method: Scalars['String']['output'];
  /** Where the form goes. */
  readonly url: Scalars['URL']['output'];
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

/** What renaming takes. */
export type RenameFileInput = {
  /** The file to rename. */
  readonly fileId: Scalars['ID']['input'];
  /** The new name, 1 to 255 bytes in UTF-8, any Unicode but control characters and path separators. */
  readonly name: Scalars['String']['input'];
};

/** What renameFile answers. */
export type RenameFilePayload = {
  readonly __typename?: 'RenameFilePayload';
  /** The file with its new name. */
  readonly file: File;
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

/** What requestUpload answers. */
export type RequestUploadPayload = {
  readonly __typename?: 'RequestUploadPayload';
  /** The announced file, PENDING. */
  readonly file: File;
  /** How to send the bytes; null once the file of a repeated request is READY. */
  readonly upload?: Maybe<Upload>;
};

/** What became of one of several announced files: either `file` or `error` is there. */
export type RequestUploadResult = {
  readonly __typename?: 'RequestUploadResult';
  /** Why the file was refused; null when it was not. */
  readonly error?: Maybe<FileError>;
  /** The announced file, PENDING; null when it was refused. */
  readonly file?: Maybe<File>;
  /** How to send the bytes; null when the file was refused, or is READY since an earlier request. */
  readonly upload?: Maybe<Upload>;
};

/** What announcing several uploads takes. */
export type RequestUploadsInput = {
  /** 1 to 50 files. */
  readonly files: ReadonlyArray<RequestUploadInput>;
};

/** What requestUploads answers. */
export type RequestUploadsPayload = {
  readonly __typename?: 'RequestUploadsPayload';
  /** What became of each file, in the order of `files`. */
  readonly results: ReadonlyArray<RequestUploadResult>;
};

/** What restoreFile takes. */
export type RestoreFileInput = {
  /** The file to take out of the trash. */
  readonly fileId: Scalars['ID']['input'];
};

/** What restoreFile answers. */
export type RestoreFilePayload = {
  readonly __typename?: 'RestoreFilePayload';
  /** The file, READY. */
  readonly file: File;
};

/** What restoreFiles takes. */
export type RestoreFilesInput = {
  /** The files to take out of the trash, 1 to 100. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** What restoreFiles answers. */
export type RestoreFilesPayload = {
  readonly __typename?: 'RestoreFilesPayload';
  /** What became of each file, in the order of `fileIds`. */
  readonly results: ReadonlyArray<FileResult>;
};

/** What revokeShareLink takes. */
export type RevokeShareLinkInput = {
  /** The link to take back: `id` of ShareLink. */
  readonly shareLinkId: Scalars['ID']['input'];
};

/** What revokeShareLink answers. */
export type RevokeShareLinkPayload = {
  readonly __typename?: 'RevokeShareLinkPayload';
  /** The link, taken back. */
  readonly shareLink: ShareLink;
};

/** What setting a person's quota takes. */
export type SetUserQuotaInput = {
  /** The most files, the trash and unfinished uploads counted; by the plan when left out. */
  readonly maxFiles?: InputMaybe<Scalars['Int']['input']>;
  /** The most bytes; by the plan when left out. */
  readonly quotaBytes?: InputMaybe<Scalars['SafeInt']['input']>;
  /** Whose quota. */
  readonly userId: Scalars['ID']['input'];
};

/** What setUserQuota answers. */
export type SetUserQuotaPayload = {
  readonly __typename?: 'SetUserQuotaPayload';
  /** The person: ask for its `storage`. */
  readonly user: User;
};

/** A link by which somebody without an account can download one file. */
export type ShareLink = {
  readonly __typename?: 'ShareLink';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** How often it has opened, that is: led to a download. Asking with HEAD, or for the password, is not counted. */
  readonly downloadCount: Scalars['Int']['output'];
  /** From then on it does not open any more; null for never. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it asks for a password. */
  readonly hasPassword: Scalars['Boolean']['output'];
  /** Names the link, to take it back. Of no use for opening it. */
  readonly id: Scalars['ID']['output'];
  /** How often it opens at most; null for no limit. */
  readonly maxDownloads?: Maybe<Scalars['Int']['output']>;
  /** When it was taken back; null while it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of share links (Relay cursor connections specification). */
export type ShareLinkConnection = {
  readonly __typename?: 'ShareLinkConnection';
  /** The links of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ShareLinkEdge>;
  /** The links of this page. */
  readonly nodes: ReadonlyArray<ShareLink>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
  /** How many links the file has, those taken back included. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A share link in a page. */
export type ShareLinkEdge = {
  readonly __typename?: 'ShareLinkEdge';
  /** Opaque; give it to `after` to go on behind this link. */
  readonly cursor: Scalars['String']['output'];
  /** The link. */
  readonly node: ShareLink;
};

/** Sizes in bytes. */
export type SizeRange = {
  /** The largest, included; no limit when left out. */
  readonly max?: InputMaybe<Scalars['SafeInt']['input']>;
  /** The smallest, included; no limit when left out. */
  readonly min?: InputMaybe<Scalars['SafeInt']['input']>;
};

/** What a person uses of its quota, in bytes. */
export type Storage = {
  readonly __typename?: 'Storage';
  /** Files that are READY or in the trash. */
  readonly fileCount: Scalars['Int']['output'];
  /** The most that files and unfinished uploads may come to together. */
  readonly maxFiles: Scalars['Int']['output'];
  /** Uploads that are not finished yet. */
  readonly pendingCount: Scalars['Int']['output'];
  /** The most that used and reserved bytes may come to together: set for the person by an admin, or by its plan. */
  readonly quotaBytes: Scalars['SafeInt']['output'];
  /** Bytes promised to uploads that are not finished yet. */
  readonly reservedBytes: Scalars['SafeInt']['output'];
  /** Bytes of files that are READY or in the trash. */
  readonly usedBytes: Scalars['SafeInt']['output'];
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

/** What trashFile answers. */
export type TrashFilePayload = {
  readonly __typename?: 'TrashFilePayload';
  /** The file, TRASHED. */
  readonly file: File;
};

/** What trashFiles takes. */
export type TrashFilesInput = {
  /** The files to put into the trash, 1 to 100. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** What trashFiles answers. */
export type TrashFilesPayload = {
  readonly __typename?: 'TrashFilesPayload';
  /** What became of each file, in the order of `fileIds`. */
  readonly results: ReadonlyArray<FileResult>;
};

/** A way to send the bytes: ask for `__typename` and the kinds you know. */
export type Upload = MultipartUpload | PostUpload | PutUpload;

/** A field of the upload form. */
export type UploadField = {
  readonly __typename?: 'UploadField';
  /** Name. */
  readonly name: Scalars['String']['output'];
  /** Value. */
  readonly value: Scalars['String']['output'];
};

/** A header of the upload request. */
export type UploadHeader = {
  readonly __typename?: 'UploadHeader';
  /** Name, in lower case. */
  readonly name: Scalars['String']['output'];
  /** Value. */
  readonly value: Scalars['String']['output'];
};

/** How bytes are sent. */
export type UploadMethod =
  /** Parts, several at once if you like, which can be sent again one by one. */
  | 'MULTIPART'
  /** A form (multipart/form-data) as HTML pages send it; its policy names key, type and size. */
  | 'POST'
  /** One PUT; the store takes it once. */
  | 'PUT';

/** A part of an upload: one PUT with these bytes of the file as its body. */
export type UploadPart = {
  readonly __typename?: 'UploadPart';
  /** The store's entity tag of what has arrived, without quotes; null when nothing has. */
  readonly etag?: Maybe<Scalars['String']['output']>;
  /** When the URL stops working, at most 15 minutes from now. Ask again for a fresh one. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Headers to send exactly as given. The signature covers them. */
  readonly headers: ReadonlyArray<UploadHeader>;
  /** Whether it has arrived. Until the file is complete it may be sent again. */
  readonly isUploaded: Scalars['Boolean']['output'];
  /** 1 to `partCount`. */
  readonly partNumber: Scalars['Int']['output'];
  /** Bytes of this part. */
  readonly sizeBytes: Scalars['SafeInt']['output'];
  /** The pre-signed URL; null when the upload has `partChecksums` and this part's was not given. */
  readonly url?: Maybe<Scalars['URL']['output']>;
};

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

/** What uploadParts answers. */
export type UploadPartsPayload = {
  readonly __typename?: 'UploadPartsPayload';
  /** The file, PENDING. */
  readonly file: File;
  /** Give it to `after` for the next page; null when this was the last. */
  readonly nextAfter?: Maybe<Scalars['Int']['output']>;
  /** The parts, by number. */
  readonly parts: ReadonlyArray<UploadPart>;
};

/** A person with an account. The files subgraph adds what the person keeps here. */
export type User = {
  readonly __typename?: 'User';
  /**
   * The person's files, newest first unless `orderBy` says otherwise; READY ones unless `filter` says otherwise.
   * Go forward with `first` and `after: pageInfo.endCursor` while `hasNextPage`, or backward with `last` and
   * `before: pageInfo.startCursor` while `hasPreviousPage`; `first` or `last` is 1 to 100, and 20 when neither is
   * given. A page costs the same wherever it lies in the list. Only for the person itself: NOT_FOUND for others.
   * BAD_USER_INPUT for a page size, a cursor of another order, or a filter.
   */
  readonly files?: Maybe<FileConnection>;
  /** Opaque and stable for the life of the account. */
  readonly id: Scalars['ID']['output'];
  /** What the person uses of its quota. For the person itself and for admins: NOT_FOUND for others. */
  readonly storage?: Maybe<Storage>;
};


/** A person with an account. The files subgraph adds what the person keeps here. */
export type UserFilesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FileFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
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
  Upload:
    | ( PartsTicket & { __typename: 'MultipartUpload' } )
    | ( SignedForm & { __typename: 'PostUpload' } )
    | ( SignedUpload & { __typename: 'PutUpload' } )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountExport: ResolverTypeWrapper<AccountExportReference>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CancelUploadInput: CancelUploadInput;
  CancelUploadPayload: ResolverTypeWrapper<CancelUploadPayload>;
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: ResolverTypeWrapper<Omit<CompleteUploadPayload, 'file'> & { file: ResolversTypes['File'] }>;
  CompletedPartInput: CompletedPartInput;
  ContentDisposition: ContentDisposition;
  CreateShareLinkInput: CreateShareLinkInput;
  CreateShareLinkPayload: ResolverTypeWrapper<Omit<CreateShareLinkPayload, 'shareLink'> & { shareLink: ResolversTypes['ShareLink'] }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteFileInput: DeleteFileInput;
  DeleteFilePayload: ResolverTypeWrapper<DeleteFilePayload>;
  DeleteFilesInput: DeleteFilesInput;
  DeleteFilesPayload: ResolverTypeWrapper<Omit<DeleteFilesPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['FileResult']> }>;
  File: ResolverTypeWrapper<StoredFile>;
  FileConnection: ResolverTypeWrapper<FilePage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  FileEdge: ResolverTypeWrapper<Omit<FileEdge, 'node'> & { node: ResolversTypes['File'] }>;
  FileError: ResolverTypeWrapper<FileError>;
  FileFilter: FileFilter;
  FileOrder: FileOrder;
  FileOrderField: FileOrderField;
  FileResult: ResolverTypeWrapper<FileOutcome>;
  FileStatus: FileStatus;
  MultipartUpload: ResolverTypeWrapper<PartsTicket>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PartChecksumInput: PartChecksumInput;
  PostUpload: ResolverTypeWrapper<SignedForm>;
  PutUpload: ResolverTypeWrapper<SignedUpload>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RenameFileInput: RenameFileInput;
  RenameFilePayload: ResolverTypeWrapper<Omit<RenameFilePayload, 'file'> & { file: ResolversTypes['File'] }>;
  RequestUploadInput: RequestUploadInput;
  RequestUploadPayload: ResolverTypeWrapper<Omit<RequestUploadPayload, 'file' | 'upload'> & { file: ResolversTypes['File'], upload?: Maybe<ResolversTypes['Upload']> }>;
  RequestUploadResult: ResolverTypeWrapper<Omit<RequestUploadResult, 'file' | 'upload'> & { file?: Maybe<ResolversTypes['File']>, upload?: Maybe<ResolversTypes['Upload']> }>;
  RequestUploadsInput: RequestUploadsInput;
  RequestUploadsPayload: ResolverTypeWrapper<Omit<RequestUploadsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['RequestUploadResult']> }>;
  RestoreFileInput: RestoreFileInput;
  RestoreFilePayload: ResolverTypeWrapper<Omit<RestoreFilePayload, 'file'> & { file: ResolversTypes['File'] }>;
  RestoreFilesInput: RestoreFilesInput;
  RestoreFilesPayload: ResolverTypeWrapper<Omit<RestoreFilesPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['FileResult']> }>;
  RevokeShareLinkInput: RevokeShareLinkInput;
  RevokeShareLinkPayload: ResolverTypeWrapper<Omit<RevokeShareLinkPayload, 'shareLink'> & { shareLink: ResolversTypes['ShareLink'] }>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  SetUserQuotaInput: SetUserQuotaInput;
  SetUserQuotaPayload: ResolverTypeWrapper<Omit<SetUserQuotaPayload, 'user'> & { user: ResolversTypes['User'] }>;
  ShareLink: ResolverTypeWrapper<StoredLink>;
  ShareLinkConnection: ResolverTypeWrapper<ShareLinkPage>;
  ShareLinkEdge: ResolverTypeWrapper<Omit<ShareLinkEdge, 'node'> & { node: ResolversTypes['ShareLink'] }>;
  SizeRange: SizeRange;
  Storage: ResolverTypeWrapper<Storage>;
  TimeRange: TimeRange;
  TrashFileInput: TrashFileInput;
  TrashFilePayload: ResolverTypeWrapper<Omit<TrashFilePayload, 'file'> & { file: ResolversTypes['File'] }>;
  TrashFilesInput: TrashFilesInput;
  TrashFilesPayload: ResolverTypeWrapper<Omit<TrashFilesPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['FileResult']> }>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  Upload: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Upload']>;
  UploadField: ResolverTypeWrapper<UploadField>;
  UploadHeader: ResolverTypeWrapper<UploadHeader>;
  UploadMethod: UploadMethod;
  UploadPart: ResolverTypeWrapper<PartToSend>;
  UploadPartsInput: UploadPartsInput;
  UploadPartsPayload: ResolverTypeWrapper<Omit<UploadPartsPayload, 'file' | 'parts'> & { file: ResolversTypes['File'], parts: ReadonlyArray<ResolversTypes['UploadPart']> }>;
  User: ResolverTypeWrapper<UserReference>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountExport: AccountExportReference;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  CancelUploadInput: CancelUploadInput;
  CancelUploadPayload: CancelUploadPayload;
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: Omit<CompleteUploadPayload, 'file'> & { file: ResolversParentTypes['File'] };
  CompletedPartInput: CompletedPartInput;
  CreateShareLinkInput: CreateShareLinkInput;
  CreateShareLinkPayload: Omit<CreateShareLinkPayload, 'shareLink'> & { shareLink: ResolversParentTypes['ShareLink'] };
  DateTime: Scalars['DateTime']['output'];
  DeleteFileInput: DeleteFileInput;
  DeleteFilePayload: DeleteFilePayload;
  DeleteFilesInput: DeleteFilesInput;
  DeleteFilesPayload: Omit<DeleteFilesPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['FileResult']> };
  File: StoredFile;
  FileConnection: FilePage;
  Boolean: Scalars['Boolean']['output'];
  FileEdge: Omit<FileEdge, 'node'> & { node: ResolversParentTypes['File'] };
  FileError: FileError;
  FileFilter: FileFilter;
  FileOrder: FileOrder;
  FileResult: FileOutcome;
  MultipartUpload: PartsTicket;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PartChecksumInput: PartChecksumInput;
  PostUpload: SignedForm;
  PutUpload: SignedUpload;
  Query: Record<PropertyKey, never>;
  RenameFileInput: RenameFileInput;
  RenameFilePayload: Omit<RenameFilePayload, 'file'> & { file: ResolversParentTypes['File'] };
  RequestUploadInput: RequestUploadInput;
  RequestUploadPayload: Omit<RequestUploadPayload, 'file' | 'upload'> & { file: ResolversParentTypes['File'], upload?: Maybe<ResolversParentTypes['Upload']> };
  RequestUploadResult: Omit<RequestUploadResult, 'file' | 'upload'> & { file?: Maybe<ResolversParentTypes['File']>, upload?: Maybe<ResolversParentTypes['Upload']> };
  RequestUploadsInput: RequestUploadsInput;
  RequestUploadsPayload: Omit<RequestUploadsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['RequestUploadResult']> };
  RestoreFileInput: RestoreFileInput;
  RestoreFilePayload: Omit<RestoreFilePayload, 'file'> & { file: ResolversParentTypes['File'] };
  RestoreFilesInput: RestoreFilesInput;
  RestoreFilesPayload: Omit<RestoreFilesPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['FileResult']> };
  RevokeShareLinkInput: RevokeShareLinkInput;
  RevokeShareLinkPayload: Omit<RevokeShareLinkPayload, 'shareLink'> & { shareLink: ResolversParentTypes['ShareLink'] };
  SafeInt: Scalars['SafeInt']['output'];
  SetUserQuotaInput: SetUserQuotaInput;
  SetUserQuotaPayload: Omit<SetUserQuotaPayload, 'user'> & { user: ResolversParentTypes['User'] };
  ShareLink: StoredLink;
  ShareLinkConnection: ShareLinkPage;
  ShareLinkEdge: Omit<ShareLinkEdge, 'node'> & { node: ResolversParentTypes['ShareLink'] };
  SizeRange: SizeRange;
  Storage: Storage;
  TimeRange: TimeRange;
  TrashFileInput: TrashFileInput;
  TrashFilePayload: Omit<TrashFilePayload, 'file'> & { file: ResolversParentTypes['File'] };
  TrashFilesInput: TrashFilesInput;
  TrashFilesPayload: Omit<TrashFilesPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['FileResult']> };
  URL: Scalars['URL']['output'];
  Upload: ResolversUnionTypes<ResolversParentTypes>['Upload'];
  UploadField: UploadField;
  UploadHeader: UploadHeader;
  UploadPart: PartToSend;
  UploadPartsInput: UploadPartsInput;
  UploadPartsPayload: Omit<UploadPartsPayload, 'file' | 'parts'> & { file: ResolversParentTypes['File'], parts: ReadonlyArray<ResolversParentTypes['UploadPart']> };
  User: UserReference;
};

export type AccountExportResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['AccountExport'] = ResolversParentTypes['AccountExport'], FederationReferenceType extends FederationReferenceTypes['AccountExport'] = FederationReferenceTypes['AccountExport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccountExport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  files?: Resolver<Maybe<ResolversTypes['FileConnection']>, ParentType, ContextType, RequireFields<AccountExportFilesArgs, 'first'>>;
  storage?: Resolver<Maybe<ResolversTypes['Storage']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CancelUploadPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['CancelUploadPayload'] = ResolversParentTypes['CancelUploadPayload']> = {
  cancelledFileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CompleteUploadPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['CompleteUploadPayload'] = ResolversParentTypes['CompleteUploadPayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export type CreateShareLinkPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['CreateShareLinkPayload'] = ResolversParentTypes['CreateShareLinkPayload']> = {
  shareLink?: Resolver<ResolversTypes['ShareLink'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteFilePayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['DeleteFilePayload'] = ResolversParentTypes['DeleteFilePayload']> = {
  deletedFileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeleteFilesPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['DeleteFilesPayload'] = ResolversParentTypes['DeleteFilesPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['FileResult']>, ParentType, ContextType>;
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
  shareLinks?: Resolver<ResolversTypes['ShareLinkConnection'], ParentType, ContextType, RequireFields<FileShareLinksArgs, 'first'>>;
  size?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FileStatus'], ParentType, ContextType>;
  trashEndsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  trashedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type FileConnectionResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['FileConnection'] = ResolversParentTypes['FileConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FileEdge']>, ParentType, ContextType>;
  isTotalCountExact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['File']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FileEdgeResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['FileEdge'] = ResolversParentTypes['FileEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export type FileErrorResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['FileError'] = ResolversParentTypes['FileError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FileResultResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['FileResult'] = ResolversParentTypes['FileResult']> = {
  error?: Resolver<Maybe<ResolversTypes['FileError']>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['File']>, ParentType, ContextType>;
  fileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MultipartUploadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['MultipartUpload'] = ResolversParentTypes['MultipartUpload']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partChecksums?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  partCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  partSizeBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelUpload?: Resolver<ResolversTypes['CancelUploadPayload'], ParentType, ContextType, RequireFields<MutationCancelUploadArgs, 'input'>>;
  completeUpload?: Resolver<ResolversTypes['CompleteUploadPayload'], ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'input'>>;
  createShareLink?: Resolver<ResolversTypes['CreateShareLinkPayload'], ParentType, ContextType, RequireFields<MutationCreateShareLinkArgs, 'input'>>;
  deleteFile?: Resolver<ResolversTypes['DeleteFilePayload'], ParentType, ContextType, RequireFields<MutationDeleteFileArgs, 'input'>>;
  deleteFiles?: Resolver<ResolversTypes['DeleteFilesPayload'], ParentType, ContextType, RequireFields<MutationDeleteFilesArgs, 'input'>>;
  renameFile?: Resolver<ResolversTypes['RenameFilePayload'], ParentType, ContextType, RequireFields<MutationRenameFileArgs, 'input'>>;
  requestUpload?: Resolver<ResolversTypes['RequestUploadPayload'], ParentType, ContextType, RequireFields<MutationRequestUploadArgs, 'input'>>;
  requestUploads?: Resolver<ResolversTypes['RequestUploadsPayload'], ParentType, ContextType, RequireFields<MutationRequestUploadsArgs, 'input'>>;
  restoreFile?: Resolver<ResolversTypes['RestoreFilePayload'], ParentType, ContextType, RequireFields<MutationRestoreFileArgs, 'input'>>;
  restoreFiles?: Resolver<ResolversTypes['RestoreFilesPayload'], ParentType, ContextType, RequireFields<MutationRestoreFilesArgs, 'input'>>;
  revokeShareLink?: Resolver<ResolversTypes['RevokeShareLinkPayload'], ParentType, ContextType, RequireFields<MutationRevokeShareLinkArgs, 'input'>>;
  setUserQuota?: Resolver<ResolversTypes['SetUserQuotaPayload'], ParentType, ContextType, RequireFields<MutationSetUserQuotaArgs, 'input'>>;
  trashFile?: Resolver<ResolversTypes['TrashFilePayload'], ParentType, ContextType, RequireFields<MutationTrashFileArgs, 'input'>>;
  trashFiles?: Resolver<ResolversTypes['TrashFilesPayload'], ParentType, ContextType, RequireFields<MutationTrashFilesArgs, 'input'>>;
  uploadParts?: Resolver<ResolversTypes['UploadPartsPayload'], ParentType, ContextType, RequireFields<MutationUploadPartsArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostUploadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['PostUpload'] = ResolversParentTypes['PostUpload']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['UploadField']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type RenameFilePayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RenameFilePayload'] = ResolversParentTypes['RenameFilePayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export type RequestUploadPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RequestUploadPayload'] = ResolversParentTypes['RequestUploadPayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
  upload?: Resolver<Maybe<ResolversTypes['Upload']>, ParentType, ContextType>;
};

export type RequestUploadResultResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RequestUploadResult'] = ResolversParentTypes['RequestUploadResult']> = {
  error?: Resolver<Maybe<ResolversTypes['FileError']>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['File']>, ParentType, ContextType>;
  upload?: Resolver<Maybe<ResolversTypes['Upload']>, ParentType, ContextType>;
};

export type RequestUploadsPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RequestUploadsPayload'] = ResolversParentTypes['RequestUploadsPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['RequestUploadResult']>, ParentType, ContextType>;
};

export type RestoreFilePayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RestoreFilePayload'] = ResolversParentTypes['RestoreFilePayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export type RestoreFilesPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RestoreFilesPayload'] = ResolversParentTypes['RestoreFilesPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['FileResult']>, ParentType, ContextType>;
};

export type RevokeShareLinkPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['RevokeShareLinkPayload'] = ResolversParentTypes['RevokeShareLinkPayload']> = {
  shareLink?: Resolver<ResolversTypes['ShareLink'], ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type SetUserQuotaPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['SetUserQuotaPayload'] = ResolversParentTypes['SetUserQuotaPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type ShareLinkResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['ShareLink'] = ResolversParentTypes['ShareLink']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  downloadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hasPassword?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maxDownloads?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ShareLinkConnectionResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['ShareLinkConnection'] = ResolversParentTypes['ShareLinkConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ShareLinkEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ShareLink']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ShareLinkEdgeResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['ShareLinkEdge'] = ResolversParentTypes['ShareLinkEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ShareLink'], ParentType, ContextType>;
};

export type StorageResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Storage'] = ResolversParentTypes['Storage']> = {
  fileCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxFiles?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pendingCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quotaBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  reservedBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  usedBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
};

export type TrashFilePayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['TrashFilePayload'] = ResolversParentTypes['TrashFilePayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
};

export type TrashFilesPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['TrashFilesPayload'] = ResolversParentTypes['TrashFilesPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['FileResult']>, ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UploadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['Upload'] = ResolversParentTypes['Upload']> = {
  __resolveType: TypeResolveFn<'MultipartUpload' | 'PostUpload' | 'PutUpload', ParentType, ContextType>;
};

export type UploadFieldResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['UploadField'] = ResolversParentTypes['UploadField']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadHeaderResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['UploadHeader'] = ResolversParentTypes['UploadHeader']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadPartResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['UploadPart'] = ResolversParentTypes['UploadPart']> = {
  etag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  headers?: Resolver<ReadonlyArray<ResolversTypes['UploadHeader']>, ParentType, ContextType>;
  isUploaded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  partNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type UploadPartsPayloadResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['UploadPartsPayload'] = ResolversParentTypes['UploadPartsPayload']> = {
  file?: Resolver<ResolversTypes['File'], ParentType, ContextType>;
  nextAfter?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['UploadPart']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = FilesContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  files?: Resolver<Maybe<ResolversTypes['FileConnection']>, ParentType, ContextType, Partial<UserFilesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  storage?: Resolver<Maybe<ResolversTypes['Storage']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = FilesContext> = {
  AccountExport?: AccountExportResolvers<ContextType>;
  CancelUploadPayload?: CancelUploadPayloadResolvers<ContextType>;
  CompleteUploadPayload?: CompleteUploadPayloadResolvers<ContextType>;
  CreateShareLinkPayload?: CreateShareLinkPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteFilePayload?: DeleteFilePayloadResolvers<ContextType>;
  DeleteFilesPayload?: DeleteFilesPayloadResolvers<ContextType>;
  File?: FileResolvers<ContextType>;
  FileConnection?: FileConnectionResolvers<ContextType>;
  FileEdge?: FileEdgeResolvers<ContextType>;
  FileError?: FileErrorResolvers<ContextType>;
  FileResult?: FileResultResolvers<ContextType>;
  MultipartUpload?: MultipartUploadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PostUpload?: PostUploadResolvers<ContextType>;
  PutUpload?: PutUploadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RenameFilePayload?: RenameFilePayloadResolvers<ContextType>;
  RequestUploadPayload?: RequestUploadPayloadResolvers<ContextType>;
  RequestUploadResult?: RequestUploadResultResolvers<ContextType>;
  RequestUploadsPayload?: RequestUploadsPayloadResolvers<ContextType>;
  RestoreFilePayload?: RestoreFilePayloadResolvers<ContextType>;
  RestoreFilesPayload?: RestoreFilesPayloadResolvers<ContextType>;
  RevokeShareLinkPayload?: RevokeShareLinkPayloadResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  SetUserQuotaPayload?: SetUserQuotaPayloadResolvers<ContextType>;
  ShareLink?: ShareLinkResolvers<ContextType>;
  ShareLinkConnection?: ShareLinkConnectionResolvers<ContextType>;
  ShareLinkEdge?: ShareLinkEdgeResolvers<ContextType>;
  Storage?: StorageResolvers<ContextType>;
  TrashFilePayload?: TrashFilePayloadResolvers<ContextType>;
  TrashFilesPayload?: TrashFilesPayloadResolvers<ContextType>;
  URL?: GraphQLScalarType;
  Upload?: UploadResolvers<ContextType>;
  UploadField?: UploadFieldResolvers<ContextType>;
  UploadHeader?: UploadHeaderResolvers<ContextType>;
  UploadPart?: UploadPartResolvers<ContextType>;
  UploadPartsPayload?: UploadPartsPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

