import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { CappedNames } from './CappedNames';
import { fetches, generalExecutions, loads, operations } from './events';
import { DURATION_BUCKETS } from './operationMetrics';

const MAX_REASONS = 50;

/** Counts what only the gateway does. Returns what ends it. */
export function watchGateway(service: string, registry: Registry): () => void {
  const registers = [registry];
  const lookups = new Counter({
    name: 'cloakroom_gateway_known_operations_lookups_total',
    help: 'Operations by whether they were known, planned and compiled already (hit) or not (miss).',
    labelNames: ['result'],
    registers,
  });
  const known = new Gauge({
    name: 'cloakroom_gateway_known_operations',
    help: 'Operations that are kept planned and compiled.',
    registers,
  });
  const general = new Counter({
    name: 'cloakroom_gateway_general_executions_total',
    help: "Operations that ran by @apollo/gateway's own executor, by reason.",
    labelNames: ['reason'],
    registers,
  });
  const duration = new Histogram({
    name: 'cloakroom_gateway_fetch_duration_seconds',
    help: 'Calls to subgraphs, by outcome: ok, merged (an equal one was made for both), errors, shed (not made, as too many were under way) or an error code.',
    labelNames: ['subgraph', 'outcome'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const underWay = new Gauge({
    name: 'cloakroom_gateway_fetches_under_way',
    help: 'Calls to subgraphs that wait for their answer.',
    labelNames: ['subgraph'],
    registers,
  });
  const waiting = new Gauge({
    name: 'cloakroom_gateway_fetches_waiting',
    help: 'Calls to subgraphs that wait for their turn.',
    labelNames: ['subgraph'],
    registers,
  });
  const open = new Gauge({
    name: 'cloakroom_gateway_circuit_open',
    help: '1 while a subgraph is left alone because it cannot be reached, else 0.',
    labelNames: ['subgraph'],
    registers,
  });
  const reasons = new CappedNames(MAX_REASONS);
  const stops = [
    operations.watch(({ service: of, kind, isKnown }) => {
      if (of === service && kind !== 'rest') lookups.inc({ result: isKnown ? 'hit' : 'miss' });
    }),
    generalExecutions.watch(({ reason, known: count }) => {
      general.inc({ reason: reasons.labelOf(reason) });
      known.set(count);
    }),
    loads.watch((load) => {
      const { subgraph } = load;
      underWay.set({ subgraph }, load.underWay);
      waiting.set({ subgraph }, load.waiting);
      open.set({ subgraph }, load.isOpen ? 1 : 0);
    }),
    fetches.watch(({ subgraph, outcome, ms }) => {
      duration.observe({ subgraph, outcome }, ms / 1000);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
