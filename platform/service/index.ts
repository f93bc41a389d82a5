export * from './config';
export { healthRoutes, type HealthSource, type Readiness } from './health';
export { jsonBody } from './jsonBody';
export { DEFAULT_GRACE_MS, listen, type ListenOptions, type Running } from './listen';
export { createLog, type Log } from './log';
export { bodyParserFault, methodNotAllowed, notFoundHandler, problemHandler } from './problemHandler';
export { repeat, type Repeated, type Repetition } from './repeat';
export { REQUEST_ID_HEADER, requestContext, requestIdOf } from './requestContext';
export { runOnce, runProcess, StartFault, type Stoppable } from './runProcess';
