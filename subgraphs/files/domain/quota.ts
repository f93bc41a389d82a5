import { badUserInput } from '../../../platform/errors';

/** How much a person may keep. */
export interface Quota {
  /** The most bytes stored and reserved together. */
  readonly quotaBytes: number;
  /** The most files, the trash and unfinished uploads counted. */
  readonly maxFiles: number;
}

/** What an admin has set for one person; null leaves it to the person's plan. */
export interface OwnQuota {
  readonly quotaBytes: number | null;
  readonly maxFiles: number | null;
}

/** The most generous of the plans of a person's roles, each limit by itself; `standard` for people with none. */
export function planFor(
  roles: readonly string[],
  plans: Readonly<Record<string, Quota>>,
  standard: Quota,
): Quota {
  const own = roles.flatMap((role) => (Object.hasOwn(plans, role) ? [plans[role] ?? standard] : []));
  if (own.length === 0) return { quotaBytes: standard.quotaBytes, maxFiles: standard.maxFiles };
  return {
    quotaBytes: Math.max(...own.map(({ quotaBytes }) => quotaBytes)),
    maxFiles: Math.max(...own.map(({ maxFiles }) => maxFiles)),
  };
}

/** What is in force: what was set for the person, and for the rest the plan. */
export function effectiveQuota(own: OwnQuota | null, plan: Quota): Quota {
  return {
    quotaBytes: own?.quotaBytes ?? plan.quotaBytes,
    maxFiles: own?.maxFiles ?? plan.maxFiles,
  };
}

/**
 * Checks what an admin sets.
 * @throws AppError BAD_USER_INPUT with the field at fault.
 */
export function checkOwnQuota({ quotaBytes, maxFiles }: OwnQuota): OwnQuota {
  for (const [field, value] of Object.entries({ quotaBytes, maxFiles })) {
    if (value !== null && !(Number.isSafeInteger(value) && value >= 0)) {
      throw badUserInput(field, 'A limit is a whole number, 0 or more; null leaves it to the plan.');
    }
  }
  return { quotaBytes, maxFiles };
}

/**
 * Reads plans written as `role=bytes` or `role=bytes/files`, commas between them.
 * @returns null when they are written otherwise.
 */
export function parsePlans(text: string, maxFiles: number): Record<string, Quota> | null {
  const plans: Record<string, Quota> = {};
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [, role, bytes, files] = /^([\w.-]{1,64})=(\d{1,16})(?:\/(\d{1,10}))?$/.exec(part) ?? [];
    if (role === undefined || !Number.isSafeInteger(Number(bytes))) return null;
    plans[role] = { quotaBytes: Number(bytes), maxFiles: files === undefined ? maxFiles : Number(files) };
  }
  return plans;
}
