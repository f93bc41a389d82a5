import DataLoader from 'dataloader';
import { AppError } from '../../../platform/errors';
import type { Caller } from '../../../platform/identity';
import type { StoredFile } from '../domain/file';
import type { FileCount } from '../ports';
import type { FilePage, UseCases, ListRequest } from '../usecases';

/** Batches and remembers within one operation; never across operations, where it would be a stale cache. */
export interface Loaders {
  /** A file of the caller's by id: any number in one query. NOT_FOUND for those that are not the caller's. */
  file: DataLoader<string, StoredFile>;
  /** A page of files: the same page once, however often it is asked for. */
  page: DataLoader<ListRequest, FilePage, string>;
  /** How many files a list has: counted once, whichever of its fields asks. */
  count: DataLoader<ListRequest, FileCount, string>;
}

/** Makes the loaders of one operation. */
export function createLoaders(useCases: UseCases, caller: Caller): Loaders {
  return {
    file: new DataLoader<string, StoredFile>(async (fileIds) => {
      const found = await useCases.findFiles(caller, fileIds);
      const byId = new Map(found.map((file) => [file.id, file]));
      return fileIds.map((fileId) => byId.get(fileId) ?? new AppError('NOT_FOUND'));
    }),
    page: eachOnce((request) => useCases.listFiles(caller, request)),
    count: eachOnce((request) => useCases.countFiles(caller, request)),
  };
}

/** Loads what a list is asked for once, however often that is. */
function eachOnce<T>(load: (request: ListRequest) => Promise<T>): DataLoader<ListRequest, T, string> {
  return new DataLoader<ListRequest, T, string>(
    (requests) =>
      Promise.all(requests.map((request) => load(request).catch((error: unknown) => asError(error)))),
    { cacheKeyFn: (request) => JSON.stringify(request) },
  );
}

/** DataLoader takes a failure of one key as an Error in its place. */
function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('not an error was thrown', { cause: thrown });
}
