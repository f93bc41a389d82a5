import { Router, type Request } from 'express';
import { methodNotAllowed } from './problemHandler';

/** Names of what a service stands on, and whether each answers. */
export type Readiness = Readonly<Record<string, boolean>>;

/** What the health routes ask. */
export interface HealthSource {
  /** What is needed to serve. Must answer within about a second. */
  checkReadiness(): Promise<Readiness>;
  /** What stands between the service and whoever asks in particular; nothing when it is left out. */
  checkCaller?(request: Request): Readiness;
  /** True from the first SIGTERM on. */
  isDraining(): boolean;
}

/**
 * `GET /health/live`: 200 while the process runs. `GET /health/ready`: 200 when it can serve, else 503; either way
 * with what is up and what is down, by name.
 */
export function healthRoutes(source: HealthSource): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'live' });
  });
  router.get('/health/ready', async (request, response) => {
    const checks = { ...(await source.checkReadiness()), ...source.checkCaller?.(request) };
    const ready = !source.isDraining() && Object.values(checks).every(Boolean);
    response
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({
        status: source.isDraining() ? 'draining' : ready ? 'ready' : 'not ready',
        checks: Object.fromEntries(Object.entries(checks).map(([name, up]) => [name, up ? 'up' : 'down'])),
      });
  });
  router.all(['/health/live', '/health/ready'], methodNotAllowed('GET, HEAD'));
  return router;
}
