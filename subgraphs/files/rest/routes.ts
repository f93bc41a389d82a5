import { Router, type Request, type RequestHandler, type Response } from 'express';
import { AppError, badUserInput } from '../../../platform/errors';
import { identify, requireUser, type Caller, type TokenPolicy } from '../../../platform/identity';
import { methodNotAllowed, requestIdOf, type Log } from '../../../platform/service';
import type { StoredFile } from '../domain/file';
import { DEFAULT_DOWNLOAD_URL_SECONDS } from '../domain/lifetimes';
import type { UseCases } from '../usecases';
import { fileJson } from './fileJson';
import { openApiDocument } from './openApiDocument';
import { downloadOptions, queryFlag, queryText } from './query';
import { shareRoutes } from './shareRoutes';
import { openUploadBody } from './uploadBody';

/** What the REST door needs. */
export interface RestDoorOptions {
  useCases: UseCases;
  tokenPolicy: TokenPolicy;
  log: Log;
}

/** Door 2: the same use cases over HTTP, as GET /openapi.json describes them. */
export function restRoutes({ useCases, tokenPolicy, log }: RestDoorOptions): Router {
  const operation =
    (
      op: string,
      run: (caller: Caller, request: Request, response: Response) => Promise<void>,
    ): RequestHandler =>
    async (request, response) => {
      const startedAt = performance.now();
      const caller = await identify(request.get('authorization'), tokenPolicy);
      const actor = caller.kind === 'user' ? caller.userId : caller.kind;
      response.once('close', () => {
        const ms = Math.round(performance.now() - startedAt);
        log.info(
          { requestId: requestIdOf(response), actor, op, status: response.statusCode, ms },
          'operation',
        );
      });
      response.set('cache-control', 'no-store');
      await run(caller, request, response);
    };
  const present = async (file: StoredFile) =>
    fileJson(
      file,
      await useCases.createDownloadUrl(file, {
        disposition: 'ATTACHMENT',
        expiresInSeconds: DEFAULT_DOWNLOAD_URL_SECONDS,
      }),
    );

  const router = Router();

  router.post(
    '/upload',
    operation('uploadFile', async (caller, request, response) => {
      // Before anything is read: a stranger sends no bytes in vain.
      requireUser(caller);
      const checksum = queryText(request, 'checksum');
      const givenName = queryText(request, 'name');
      const { name: formName, ...upload } = await openUploadBody(request);
      const name = givenName ?? formName;
      if (name === undefined) throw badUserInput('name', 'Say what the file is called: ?name=');
      const file = await useCases.uploadFile(caller, { ...upload, name, checksum });
      response
        .status(201)
        .location(`/file/${file.id}`)
        .json(await present(file));
    }),
  );
  router.all('/upload', methodNotAllowed('POST'));

  router.get(
    '/file/:id',
    operation('getFile', async (caller, request, response) => {
      const options = downloadOptions(request);
      const isRedirect = queryFlag(request, 'redirect');
      const file = await useCases.getFile(caller, request.params.id as string);
      const url = await useCases.createDownloadUrl(file, options);
      if (!isRedirect) {
        response.json(fileJson(file, url));
        return;
      }
      if (file.status === 'TRASHED') {
        throw new AppError('CONFLICT', { message: 'The file is in the trash. Restore it first.' });
      }
      if (url === null) throw new AppError('UPLOAD_INCOMPLETE');
      response.status(302).set('location', url).end();
    }),
  );
  router.delete(
    '/file/:id',
    operation('deleteFile', async (caller, request, response) => {
      response.json(await useCases.deleteFile(caller, { fileId: request.params.id as string }));
    }),
  );
  router.all('/file/:id', methodNotAllowed('GET, HEAD, DELETE'));

  router.use(shareRoutes({ useCases, log }));

  router.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument());
  });
  router.all('/openapi.json', methodNotAllowed('GET, HEAD'));
  return router;
}
