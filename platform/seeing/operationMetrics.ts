import { Counter, Histogram, type Registry } from 'prom-client';
import { ERROR_CODES } from '../errors';
import { CLIENT_MISTAKES } from '../graphql/clientMistake';
import { CappedNames, OTHER } from './CappedNames';
import { operations, type OperationEvent } from './events';

/** In seconds: from an answer out of memory to the longest deadline. */
export const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** As many operations as a large client has. */
const MAX_NAMES = 200;
const MAX_FOREIGN_CODES = 50;

/** Counts the operations of a service. Returns what ends it. */
export function watchOperations(service: string, registry: Registry): () => void {
  const registers = [registry];
  const total = new Counter({
    name: 'cloakroom_operations_total',
    help: 'Operations answered, by name (other: seen once, or beyond the first 200), type (query, mutation, rest) and outcome.',
    labelNames: ['operation', 'type', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'cloakroom_operation_duration_seconds',
    help: 'Time from reading a request to its answer, by type and outcome.',
    labelNames: ['type', 'outcome'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'cloakroom_errors_total',
    help: 'Errors in answers to GraphQL operations, by code.',
    labelNames: ['code'],
    registers,
  });
  const names = new CappedNames(MAX_NAMES, true);
  const codes = new CappedNames(MAX_FOREIGN_CODES);
  const codeOf = (code: unknown) => {
    if (typeof code !== 'string') return 'none';
    return code in ERROR_CODES || CLIENT_MISTAKES.has(code) ? code : codes.labelOf(code);
  };
  return operations.watch((event) => {
    if (event.service !== service) return;
    const type = event.kind ?? 'unknown';
    const outcome = outcomeOf(event);
    const operation = event.op === null ? OTHER : names.labelOf(clientsName(event.op));
    total.inc({ operation, type, outcome });
    duration.observe({ type, outcome }, event.ms / 1000);
    for (const code of event.codes ?? []) errors.inc({ code: codeOf(code) });
  });
}

/** @apollo/gateway calls its parts `Name__subgraph__0`. */
function clientsName(op: string): string {
  return op.replace(/__\w+__\d+$/, '');
}

function outcomeOf({ status, codes }: OperationEvent): string {
  if (status === null) return 'client gone';
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return codes === undefined || codes.length === 0 ? 'ok' : 'errors';
}
