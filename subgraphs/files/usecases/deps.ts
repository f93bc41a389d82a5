import type { StoredFile } from '../domain/file';
import type { Quota } from '../domain/quota';
import type { UploadLimits } from '../domain/uploadRequest';
import type { Log, Turns } from '../../../platform/service';
import type {
  Accounts,
  Clock,
  FileStore,
  IdSource,
  LinkSecrets,
  ObjectStore,
  ShareLinkStore,
  TypeDetector,
  UsageStore,
} from '../ports';

/** What the use cases work with; each takes what it needs of it. */
export interface FilesDeps {
  readonly files: FileStore;
  readonly usage: UsageStore;
  readonly links: ShareLinkStore;
  readonly linkSecrets: LinkSecrets;
  readonly accounts: Accounts;
  readonly objects: ObjectStore;
  readonly types: TypeDetector;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly limits: UploadLimits;
  /** What people with a role may keep instead, by role. */
  readonly plans: Readonly<Record<string, Quota>>;
  /** How long an upload URL lives, at most 900. */
  readonly uploadUrlSeconds: number;
  /** How many days a file stays in the trash. */
  readonly trashDays: number;
  /** How long an upload in parts may take, at most a week. */
  readonly multipartSeconds: number;
  /** Where people reach this installation, without a slash at the end: share links begin with it. */
  readonly publicUrl: string;
  /** Verifications under way in this process by file id, so that repeated calls join them. */
  readonly settling: Map<string, Promise<StoredFile>>;
  /** In which order objects are read to hash them: small ones do not wait for large ones. */
  readonly hashing: { readonly small: Turns; readonly large: Turns };
  readonly log: Log;
}
