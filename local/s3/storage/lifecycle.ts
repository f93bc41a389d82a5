import { afterPrefix, objectKey } from './database';
import type { LifecycleRule, ObjectRecord } from './records';
import type { Storage } from './storage';

const DAY_MS = 86_400_000;
const INTERVAL_MS = 3_600_000;

/** Carries out the lifecycle rules of all buckets, at most once an hour of the server's clock. */
export class Lifecycle {
  private lastRun = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves when what is due at `now` is done; nearly always at once. */
  async runIfDue(now: Date): Promise<void> {
    if (this.running === undefined && Math.abs(now.getTime() - this.lastRun) >= INTERVAL_MS) {
      this.lastRun = now.getTime();
      this.running = this.run(now)
        .catch((error: unknown) => this.log(`S3: lifecycle stopped, next try in an hour: ${String(error)}`))
        .finally(() => (this.running = undefined));
    }
    await this.running;
  }

  /** Makes the next `runIfDue` run: after rules were changed. */
  reset(): void {
    this.lastRun = Number.NEGATIVE_INFINITY;
  }

  private async run(now: Date): Promise<void> {
    for (const { name, lifecycle } of this.storage.buckets.list()) {
      const rules = (lifecycle ?? []).filter((rule) => rule.enabled);
      if (rules.length === 0) continue;
      const expired = await this.expireObjects(name, rules, now);
      const aborted = await this.abortUploads(name, rules, now);
      if (expired + aborted > 0) {
        this.log(`S3: lifecycle of ${name} expired ${expired} objects and aborted ${aborted} uploads`);
      }
    }
  }

  private async expireObjects(bucket: string, rules: readonly LifecycleRule[], now: Date): Promise<number> {
    const expiring = rules.filter((rule) => (rule.expirationDays ?? rule.expirationDate) !== undefined);
    if (expiring.length === 0) return 0;
    const range = { start: objectKey(bucket, ''), end: afterPrefix(bucket, '') };
    const due: ObjectRecord[] = [];
    for (const { value } of this.storage.database.objects.getRange(range)) {
      if (expiring.some((rule) => matches(rule, value) && isExpired(rule, value, now))) due.push(value);
    }
    let expired = 0;
    for (const record of due) {
      const removed = await this.storage.objects.removeVersion(bucket, record);
      if (removed) expired += 1;
    }
    return expired;
  }

  private async abortUploads(bucket: string, rules: readonly LifecycleRule[], now: Date): Promise<number> {
    const due = this.storage.uploads
      .list(bucket)
      .filter((upload) =>
        rules.some(
          (rule) =>
            rule.abortIncompleteUploadDays !== undefined &&
            upload.key.startsWith(rule.prefix) &&
            now.getTime() >= dueTime(upload.initiated, rule.abortIncompleteUploadDays),
        ),
      );
    for (const upload of due) await this.storage.uploads.abort(upload);
    return due.length;
  }
}

/** S3 counts from the midnight (UTC) that follows. */
function dueTime(since: number, days: number): number {
  return Math.ceil((since + days * DAY_MS) / DAY_MS) * DAY_MS;
}

function matches(rule: LifecycleRule, record: ObjectRecord): boolean {
  const hasTag = (name: string, value: string) => record.tags.some(([n, v]) => n === name && v === value);
  return (
    record.key.startsWith(rule.prefix) &&
    rule.tags.every(([name, value]) => hasTag(name, value)) &&
    record.size > (rule.sizeGreaterThan ?? -1) &&
    record.size < (rule.sizeLessThan ?? Number.POSITIVE_INFINITY)
  );
}

function isExpired(rule: LifecycleRule, record: ObjectRecord, now: Date): boolean {
  if (rule.expirationDays !== undefined) {
    return now.getTime() >= dueTime(record.lastModified, rule.expirationDays);
  }
  return rule.expirationDate !== undefined && now.getTime() >= rule.expirationDate;
}
