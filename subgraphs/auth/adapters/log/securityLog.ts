import type { Log } from '../../../../platform/service';
import type { SecurityLog } from '../../ports';

/** Writes security events as lines of the process log, marked for whoever collects them (promise B02). */
export function createSecurityLog(log: Log): SecurityLog {
  return {
    record({ kind, requestId, accountId, sessionId }) {
      const isTrouble = kind === 'REFRESH_TOKEN_REUSED' || kind === 'LOGIN_REFUSED';
      log[isTrouble ? 'warn' : 'info'](
        { securityEvent: kind, requestId, accountId, sessionId },
        'security event',
      );
    },
  };
}
