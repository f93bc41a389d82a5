import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { AppError, badUserInput, ERROR_CODES, errorHeaders } from '../../../platform/errors';
import { methodNotAllowed, requestIdOf, type Log } from '../../../platform/service';
import type { UseCases } from '../usecases';
import { SHARE_PAGE_POLICY, sharePage, type ShareNotice } from './sharePage';

/** Never kept, never indexed, and the token in the address goes nowhere else. */
const PRIVATE = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

/** A form with one field has no more. */
const MAX_BODY_BYTES = 4_096;

/** What share links are opened by: no access token, only the token in the address. */
export function shareRoutes({ useCases, log }: { useCases: UseCases; log: Log }): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const readForm: RequestHandler[] = [
    express.urlencoded({ extended: false, limit: MAX_BODY_BYTES }),
    express.json({ limit: MAX_BODY_BYTES }),
  ];

  const operation =
    (run: (request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      const startedAt = performance.now();
      response.set(PRIVATE);
      response.once('close', () => {
        const ms = Math.round(performance.now() - startedAt);
        const { statusCode: status } = response;
        log.info({ requestId: requestIdOf(response), op: 'openShareLink', status, ms }, 'operation');
      });
      try {
        await run(request, response);
      } catch (error) {
        if (!(error instanceof AppError) || !wantsPage(request)) throw error;
        showPage(response, error);
      }
    };

  // Looks without opening: what link previews and scanners do is not counted.
  router.head(
    '/s/:token',
    operation(async (request, response) => {
      await useCases.findShareLink(request.params.token as string);
      response.status(200).end();
    }),
  );
  router.get(
    '/s/:token',
    operation(async (request, response) => {
      const { url } = await useCases.openShareLink(request.params.token as string, null);
      response.status(302).set('location', url).end();
    }),
  );
  router.post(
    '/s/:token',
    ...readForm,
    operation(async (request, response) => {
      const password = (request.body as { password?: unknown } | undefined)?.password;
      if (typeof password !== 'string') throw badUserInput('password', 'Send the password in a form.');
      const { url } = await useCases.openShareLink(request.params.token as string, password);
      // 303: what follows is a GET, without the password.
      response.status(303).set('location', url).end();
    }),
  );
  router.all('/s/:token', methodNotAllowed('GET, HEAD, POST'));
  return router;
}

/** Browsers ask for HTML by name; programs, which do not, get problem+json. */
function wantsPage(request: Request): boolean {
  return request.method !== 'HEAD' && request.get('accept')?.includes('text/html') === true;
}

function showPage(response: Response, error: AppError): void {
  const notice = error.code === 'FORBIDDEN' ? error.reason : error.code;
  if (notice === undefined || !isNotice(notice)) throw error;
  // The page that asks for the password is no refusal.
  const status = notice === 'PASSWORD_REQUIRED' ? 200 : ERROR_CODES[error.code].http;
  response
    .status(status)
    .set({ ...errorHeaders(error), 'content-security-policy': SHARE_PAGE_POLICY })
    .type('html')
    .send(sharePage(notice));
}

function isNotice(text: string): text is ShareNotice {
  return ['PASSWORD_REQUIRED', 'WRONG_PASSWORD', 'RATE_LIMITED', 'NOT_FOUND'].includes(text);
}
