export * from './events';
export { collectMetrics, startMetrics, type MeasuredService, type RunningMetrics } from './metrics';
export { startTracing, type RunningTraces } from './startTracing';
export { describeSpan, inSpan, isTracing, openSpan, serveTraced, traceHeaders } from './tracing';
export { traceMongo } from './traceMongo';
