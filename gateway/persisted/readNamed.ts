import type { Named, PersistedRefusal } from './PersistedOperations';

/** What a request is made of, by whichever method it came. */
export interface Parameters {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

const WRONG: PersistedRefusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message:
    'An operation is named by extensions.persistedQuery {version: 1, sha256Hash} or documentId, each a text.',
};
const ID_PREFIX = /^sha256:/;

/**
 * Reads which operation is meant: `extensions.persistedQuery` as Apollo's clients send it, or `documentId` as the
 * GraphQL-over-HTTP draft has it ("Persisted Documents"). A query that is no text is left to Apollo Server to refuse.
 */
export function readNamed({ query, documentId, extensions }: Parameters): Named | PersistedRefusal | null {
  if (query != null && typeof query !== 'string') return null;
  const text = query == null || query === '' ? undefined : query;
  if (documentId != null) {
    if (typeof documentId !== 'string' || documentId === '') return WRONG;
    return { query: text, id: documentId.replace(ID_PREFIX, '') };
  }
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined;
  if (persisted == null) return { query: text, id: undefined };
  if (!isRecord(persisted) || typeof persisted.sha256Hash !== 'string') return WRONG;
  if (persisted.version !== 1) return { ...WRONG, message: 'Unsupported persisted query version' };
  return { query: text, id: persisted.sha256Hash };
}

/** Tells apart the two things that can be read. */
export function isRefusal(read: object): read is PersistedRefusal {
  return 'status' in read;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
