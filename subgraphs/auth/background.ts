import { repeat, type Log, type Repetition } from '../../platform/service';
import type { AuthApp } from './app';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A mail is sent when it is asked for; this is for those that failed, or whose process died. */
const MAIL_EVERY_MS = 2_000;

/** What auth does again and again without being asked, in every process, while the database is there. */
export function startBackground(
  {
    useCases,
    maintainSigningKeys,
    deliverMails,
  }: Pick<AuthApp, 'useCases' | 'maintainSigningKeys' | 'deliverMails'>,
  isReady: () => Promise<boolean>,
  log: Log,
): { stop(): Promise<void> } {
  const work: readonly Omit<Repetition, 'isReady'>[] = [
    { name: 'relayAccountEvents', everyMs: SECOND_MS, run: () => useCases.relayAccountEvents() },
    { name: 'finishDepartures', everyMs: SECOND_MS, run: () => useCases.finishDepartures() },
    { name: 'deliverMails', everyMs: MAIL_EVERY_MS, run: deliverMails },
    { name: 'maintainSigningKeys', everyMs: MINUTE_MS, run: maintainSigningKeys },
    { name: 'pruneAccountEvents', everyMs: 10 * MINUTE_MS, run: () => useCases.pruneAccountEvents() },
  ];
  const repeated = work.map((repetition) => repeat({ ...repetition, isReady }, log));
  return {
    async stop() {
      await Promise.all(repeated.map((one) => one.stop()));
    },
  };
}
