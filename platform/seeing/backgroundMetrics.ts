import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { backgroundWork, feeds, hashing, sweeps } from './events';

/** Counts what a process does in the background. Returns what ends it. */
export function watchBackground(service: string, registry: Registry): () => void {
  const duration = new Histogram({
    name: 'cloakroom_background_duration_seconds',
    help: 'Work repeated in the background, by name and outcome.',
    labelNames: ['work', 'outcome'],
    buckets: [0.005, 0.05, 0.5, 5, 50],
    registers: [registry],
  });
  return backgroundWork.watch(({ service: of, work, ms, hasFailed }) => {
    if (of === service) duration.observe({ work, outcome: hasFailed ? 'failed' : 'ok' }, ms / 1000);
  });
}

/** Watches the queue in front of password hashing, in auth. Returns what ends it. */
export function watchHashing(registry: Registry): () => void {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'cloakroom_auth_hashing_waiting',
    help: 'Password hashes that wait for their turn.',
    registers,
  });
  const running = new Gauge({
    name: 'cloakroom_auth_hashing_running',
    help: 'Password hashes that are being computed.',
    registers,
  });
  const shed = new Counter({
    name: 'cloakroom_auth_hashing_shed_total',
    help: 'Sign-ins and the like turned away because the wait would have been too long.',
    registers,
  });
  return hashing.watch((event) => {
    waiting.set(event.waiting);
    running.set(event.running);
    if (event.isShed) shed.inc();
  });
}

/** Counts what the sweeper of files does, and how its followers of auth's feed fare. Returns what ends it. */
export function watchFiles(registry: Registry): () => void {
  const registers = [registry];
  const swept = new Counter({
    name: 'cloakroom_files_swept_total',
    help: 'What sweeps did: expired, settled, finished, purged, orphans, failed.',
    labelNames: ['what'],
    registers,
  });
  const asked = new Counter({
    name: 'cloakroom_files_feed_requests_total',
    help: "Requests to auth's feed of account events, by follower and outcome.",
    labelNames: ['follower', 'outcome'],
    registers,
  });
  const events = new Counter({
    name: 'cloakroom_files_feed_events_total',
    help: "Events dealt with from auth's feed, by follower.",
    labelNames: ['follower'],
    registers,
  });
  const upToDate = new Gauge({
    name: 'cloakroom_files_feed_up_to_date_timestamp_seconds',
    help: "When a follower last had everything that was in auth's feed, in seconds since 1970.",
    labelNames: ['follower'],
    registers,
  });
  const stops = [
    sweeps.watch((report) => {
      for (const [what, count] of Object.entries(report)) swept.inc({ what }, count);
    }),
    feeds.watch(({ follower, hasFailed, events: count, hasMore }) => {
      asked.inc({ follower, outcome: hasFailed ? 'failed' : 'ok' });
      if (hasFailed) return;
      events.inc({ follower }, count);
      if (!hasMore) upToDate.setToCurrentTime({ follower });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
