export { AppError, badUserInput } from './AppError';
export { ERROR_CODES, isErrorCode, type ErrorCode } from './codes';
export { errorHeaders, INVALID_TOKEN, toAppError, toProblem, type Problem } from './problem';
