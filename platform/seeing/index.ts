export * from './events';
export {
  collectMetrics,
  startMetrics,
  type MeasuredService,
  type MetricsPlace,
  type RunningMetrics,
} from './metrics';
