import { viewSelf, type UserView } from '../domain/account';
import type { AuditLog } from '../ports';
import { type AuditLogDeps } from './auditLog';
import type { Call } from './call';
import { requireSession, sessionOver } from './requireSession';

/** What exportAccount needs. */
export interface ExportAccountDeps extends AuditLogDeps {
  readonly auditLog: AuditLog;
}

/** What is kept about a person. The rest of it hangs on the person's id, in each subgraph. */
export interface ExportedAccount {
  readonly userId: string;
  readonly exportedAt: Date;
  readonly user: UserView;
}

/**
 * Everything kept about the person behind a call. No proof is asked for again: each part can be read by itself with
 * the same access token; but it is remembered that somebody took them all.
 * @throws AppError UNAUTHENTICATED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function exportAccount(deps: ExportAccountDeps, call: Call): Promise<ExportedAccount> {
  const { userId, sessionId } = await requireSession(deps, call);
  const [account] = await deps.accounts.findByIds([userId]);
  if (account === undefined) throw sessionOver();
  await deps.auditLog.record({ kind: 'ACCOUNT_EXPORTED', accountId: userId, sessionId }, call);
  return { userId, exportedAt: deps.clock(), user: viewSelf(account) };
}
