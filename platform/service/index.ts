export { ClientGone, type Cancellation } from './Cancellation';
export * from './config';
export { healthRoutes, type Readiness } from './health';
export { INSTALL_FOLDER } from './installFolder';
export { jsonBody } from './jsonBody';
export { DEFAULT_GRACE_MS, listen, type InProcessDoor, type Running } from './listen';
export { createLog, plainLog, serviceOf, type Log } from './log';
export {
  bodyParserFault,
  methodNotAllowed,
  notFoundHandler,
  problemHandler,
  sendProblem,
} from './problemHandler';
export { repeat, type Repeated, type Repetition } from './repeat';
export { beginRequest, REQUEST_ID_HEADER, requestContext, requestIdOf } from './requestContext';
export { runOnce, runProcess, StartFault, type Stoppable } from './runProcess';
export { Turns, type TurnLimits } from './Turns';
export { answerTooSlow } from './unreadableRequests';
