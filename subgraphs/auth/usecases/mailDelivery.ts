import type { Log } from '../../../platform/service';
import { GIVE_UP_AFTER_MS, nextAttemptAt } from '../domain/mailIntent';
import { MailFailure, type ClaimedIntent, type Mailer, type MailOutbox, type Mailroom } from '../ports';
import { writeMail, type WriteMailDeps } from './writeMail';

/** What createMailDelivery needs. */
export interface MailDeliveryDeps extends WriteMailDeps {
  readonly mailOutbox: MailOutbox;
  readonly mailer: Mailer;
  readonly log: Log;
}

/** Takes mails in and sends them in the background. */
export interface MailDelivery extends Mailroom {
  /** Sends what is due, until nothing is; rejects when the outbox does not answer. */
  deliverDue(): Promise<void>;
}

/** Longer than any mail may take: nobody else starts on one that is being sent. */
const LEASE_MS = 60_000;
/** Mails that one process sends at the same time. */
const DELIVERERS = 3;

/**
 * The mailroom of a process. Any number of processes may have one on the same outbox: each intent is delivered at least
 * once. Once more only if its deliverer dies between sending and crossing it off; then both mails' links work, until
 * one of them is used.
 */
export function createMailDelivery(deps: MailDeliveryDeps): MailDelivery {
  const { mailOutbox, clock, log } = deps;
  let running: Promise<void> | null = null;
  let isWanted = false;

  const run = async (): Promise<void> => {
    do {
      isWanted = false;
      await Promise.all(Array.from({ length: DELIVERERS }, () => deliverUntilNoneIsDue(deps)));
      // What was posted after the last look, to a deliverer that had ended already.
    } while (isWanted);
  };
  const deliverDue = (): Promise<void> => {
    isWanted = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    async post(intent) {
      const now = clock();
      await mailOutbox.addIntent(intent, now, new Date(now.getTime() + GIVE_UP_AFTER_MS));
      // In a later turn: the answer to the request does not wait for it, whomever the mail is for.
      setImmediate(() => {
        deliverDue().catch((error: unknown) => log.warn({ err: error }, 'mails could not be delivered yet'));
      });
    },
    deliverDue,
  };
}

async function deliverUntilNoneIsDue(deps: MailDeliveryDeps): Promise<void> {
  for (;;) {
    const now = deps.clock();
    const claimed = await deps.mailOutbox.claimIntent(now, new Date(now.getTime() + LEASE_MS));
    if (claimed === null) return;
    await deliver(deps, claimed);
  }
}

async function deliver(deps: MailDeliveryDeps, claimed: ClaimedIntent): Promise<void> {
  const { mailOutbox, mailer } = deps;
  try {
    const message = await writeMail(deps, claimed.intent, claimed.attempt);
    if (message !== null) await mailer.send(message);
  } catch (error) {
    await putBack(deps, claimed, error);
    return;
  }
  await mailOutbox.finishIntent(claimed.claim);
}

async function putBack(
  { mailOutbox, clock, log }: MailDeliveryDeps,
  { intent, claim, attempt, giveUpAt }: ClaimedIntent,
  error: unknown,
): Promise<void> {
  const dueAt = nextAttemptAt(attempt, clock());
  const isOver = (error instanceof MailFailure && error.isFinal) || dueAt >= giveUpAt;
  log.warn(
    { err: error, mail: intent.kind, attempt, requestId: intent.origin.requestId },
    isOver ? 'a mail was given up' : 'a mail was not sent; it will be tried again',
  );
  await (isOver ? mailOutbox.finishIntent(claim) : mailOutbox.postponeIntent(claim, dueAt));
}
