export * from './events';
export { collectMetrics, startMetrics, type MeasuredService } from './metrics';
export { startTracing } from './startTracing';
export { describeSpan, inSpan, isTracing, serveTraced, traceHeaders } from './tracing';
export { traceMongo } from './traceMongo';
