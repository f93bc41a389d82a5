/** Roles beyond what every account may do; `admin` looks after the accounts of others. */
export const ROLES = ['admin'] as const;

/** One of them, as it is stored and as access tokens carry it. */
export type Role = (typeof ROLES)[number];

/** Whether the text names a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
