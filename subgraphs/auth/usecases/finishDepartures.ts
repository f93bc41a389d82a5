import type { Log } from '../../../platform/service';
import { LINK_KINDS, type LinkKind } from '../domain/mailLink';
import type { AuditEventStore, Departure, DepartureStore, MailLinkStore, SessionStore } from '../ports';
import { appendAccountEvent, type AppendAccountEventDeps } from './appendAccountEvent';

/** What finishDeparture needs. */
export interface FinishDepartureDeps extends AppendAccountEventDeps {
  readonly departures: DepartureStore;
  readonly sessions: SessionStore;
  readonly mailLinks: MailLinkStore;
  readonly auditEvents: AuditEventStore;
}

/** By then every request that had begun before the account was deleted has ended. */
const LAST_LOOK_MS = 60_000;

/** No run takes on more; what is left waits for the next. */
const BATCH = 50;

/**
 * Takes away what is kept of a deleted account beside the account itself, and tells the feed, so that other services
 * do the same. Every step may be taken again, by anybody and at the same time. A request that was under way may have
 * written something meanwhile, so all is done once more a minute later; then nobody need look at it again.
 */
export async function finishDeparture(deps: FinishDepartureDeps, departure: Departure): Promise<void> {
  const { departures, sessions, mailLinks, auditEvents, clock } = deps;
  const { accountId, leftAt: at } = departure;
  await appendAccountEvent(deps, { kind: 'ACCOUNT_DELETED', accountId, at });
  await sessions.removeAllSessions(accountId);
  await mailLinks.dropLinks(accountId, Object.keys(LINK_KINDS) as LinkKind[]);
  await auditEvents.forgetOrigins(accountId);
  const lastLookAt = new Date(at.getTime() + LAST_LOOK_MS);
  await departures.setDue(departure, clock() < lastLookAt ? lastLookAt : null);
}

/** Background work: finishes the deletions that are due; one that fails keeps none of the others from it. */
export async function finishDepartures(deps: FinishDepartureDeps & { readonly log: Log }): Promise<void> {
  for (const departure of await deps.departures.listDue(deps.clock(), BATCH)) {
    try {
      await finishDeparture(deps, departure);
    } catch (error) {
      deps.log.warn({ err: error, accountId: departure.accountId }, 'finishing a deletion failed');
    }
  }
}
