import { trusted, type Model, type QueryFilter } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { StoredFile } from '../../domain/file';
import { ANY_FACET, meetsFilter, type FileFilter, type Range } from '../../domain/fileFilter';
import { comparePositions, positionOf, type ListOrder, type ListPosition } from '../../domain/filePage';
import { SUFFIX_LENGTH } from '../../domain/foldName';
import type { FileCount, FoundFiles, ListQuery } from '../../ports';
import { orderIndex, SUFFIX_INDEX, toFile, UNREAD, type FileDocument } from './fileModel';

type OrderField = ListOrder['field'];
type Condition = QueryFilter<FileDocument>;

const PATHS = { CREATED_AT: 'createdAt', UPDATED_AT: 'updatedAt', NAME: 'foldedName', SIZE: 'size' } as const;
const RANGES = { SIZE: 'size', CREATED_AT: 'createdAt', UPDATED_AT: 'updatedAt' } as const;
/** Sorts behind everything that a text can go on with. */
const LAST_LETTER = '\u{10FFFF}';

/** A condition that the list's own order cannot use is tried first on this many times the files asked for... */
const FIRST_LOOK = 4;
/** ... then, when no more files than this meet it, they are fetched by an index of its own and sorted here... */
const FEW = 1_000;
/** ... and otherwise they are frequent enough to go on looking, so many at a time, up to so many. */
const CHUNK = 1_000;
const MOST_EXAMINED = 2_000;
/** Counting ends here. */
const MOST_COUNTED = 1_000;

/**
 * Finds files by their indexes (docs/adr/finding-files.md). What a call examines is bounded: by what it answers where
 * an index has the order and the filter, and by a few thousand where it takes two.
 */
export class FileFinder {
  constructor(private readonly model: Model<FileDocument>) {}

  /** As FileStore.listFiles. */
  async list(query: ListQuery): Promise<FoundFiles> {
    const { filter, order, until, limit } = query;
    const isBefore = (file: StoredFile, end: ListPosition | null) =>
      end === null || comparePositions(positionOf(file, order), end, order) < 0;
    if (remainder(filter, order.field).length === 0) {
      const files = await this.walk(query, query.after, limit);
      return { files: files.filter((file) => isBefore(file, until)), stoppedAt: null };
    }
    const files: StoredFile[] = [];
    let from = query.after;
    let examined = 0;
    for (let chunk = FIRST_LOOK * limit; ; chunk = CHUNK) {
      const batch = await this.walk(query, from, chunk);
      for (const file of batch) {
        if (!isBefore(file, until)) return { files, stoppedAt: null };
        if (meetsFilter(file, filter)) files.push(file);
        if (files.length === limit) return { files, stoppedAt: null };
      }
      const last = batch.at(-1);
      if (last === undefined || batch.length < chunk) return { files, stoppedAt: null };
      from = positionOf(last, order);
      const few = examined === 0 ? await this.fetchFew(query.ownerId, filter, order.field) : null;
      if (few !== null) {
        const rest = few
          .filter((file) => !isBefore(file, from) && file.id !== last.id && isBefore(file, until))
          .sort((one, other) => comparePositions(positionOf(one, order), positionOf(other, order), order));
        return { files: [...files, ...rest].slice(0, limit), stoppedAt: null };
      }
      examined += batch.length;
      if (examined >= MOST_EXAMINED) return { files, stoppedAt: from };
    }
  }

  /** As FileStore.countFiles. */
  async count(ownerId: string, filter: FileFilter): Promise<FileCount> {
    const ranged = rangedFields(filter)[0] ?? 'CREATED_AT';
    if (remainder(filter, ranged).length === 0) {
      const condition = { ...equalities(ownerId, filter), ...rangeCondition(filter, ranged) };
      const count = await this.countUpTo(MOST_COUNTED + 1, condition, orderIndex(PATHS[ranged]));
      return { count: Math.min(count, MOST_COUNTED), isExact: count <= MOST_COUNTED };
    }
    const few = await this.fetchFew(ownerId, filter, null);
    if (few !== null) return { count: few.length, isExact: true };
    const order: ListOrder = { field: ranged, direction: 'ASC' };
    const query = { ownerId, filter, order };
    let count = 0;
    let from: ListPosition | null = null;
    for (let examined = 0; examined < MOST_EXAMINED; examined += CHUNK) {
      const batch: StoredFile[] = await this.walk(query, from, CHUNK);
      count += batch.filter((file) => meetsFilter(file, filter)).length;
      const last = batch.at(-1);
      if (last === undefined || batch.length < CHUNK) return { count, isExact: true };
      from = positionOf(last, order);
    }
    return { count, isExact: false };
  }

  /** The next files in order that meet the filter as far as the index of the order can tell. */
  private async walk(
    { ownerId, filter, order }: Pick<ListQuery, 'ownerId' | 'filter' | 'order'>,
    after: ListPosition | null,
    limit: number,
  ): Promise<StoredFile[]> {
    const path = PATHS[order.field];
    const base = equalities(ownerId, filter);
    const range = rangeOperators(filter, order.field);
    if (after === null) {
      return this.fetch({ ...base, ...rangeCondition(filter, order.field) }, order, limit);
    }
    // Two plain ranges of the index, rather than one $or that a planner may or may not see through: first what is
    // equal to the place we were at, then what lies behind it.
    const operator = order.direction === 'ASC' ? '$gt' : '$lt';
    const value = stored(after.value, order.field);
    const equal = await this.fetch(
      { ...base, [path]: trusted({ $eq: value, ...range }), _id: trusted({ [operator]: after.id }) },
      order,
      limit,
    );
    if (equal.length === limit) return equal;
    const behind = { ...base, [path]: trusted({ ...range, [operator]: value }) };
    return [...equal, ...(await this.fetch(behind, order, limit - equal.length))];
  }

  /**
   * All files that meet the filter, in no order, if a condition that the order's index cannot use lets few through;
   * null when none of them does.
   */
  private async fetchFew(
    ownerId: string,
    filter: FileFilter,
    orderedBy: OrderField | null,
  ): Promise<StoredFile[] | null> {
    for (const { condition, index } of remainder(filter, orderedBy, ownerId)) {
      if ((await this.countUpTo(FEW + 1, condition, index)) > FEW) continue;
      const found = await withMongo(() =>
        this.model
          .find(condition)
          .select(UNREAD)
          .hint(index)
          .limit(FEW * 2)
          .lean<FileDocument[]>(),
      );
      return found.map(toFile).filter((file) => meetsFilter(file, filter));
    }
    return null;
  }

  private async fetch(condition: Condition, order: ListOrder, limit: number): Promise<StoredFile[]> {
    const path = PATHS[order.field];
    const way = order.direction === 'ASC' ? 1 : -1;
    const found = await withMongo(() =>
      this.model
        .find(condition)
        .select(UNREAD)
        .sort({ [path]: way, _id: way })
        .hint(orderIndex(path))
        .limit(limit)
        .lean<FileDocument[]>(),
    );
    return found.map(toFile);
  }

  private async countUpTo(limit: number, condition: Condition, index: Record<string, 1>): Promise<number> {
    return withMongo(() => this.model.countDocuments(condition, { limit, hint: index }));
  }
}

/** What is one value in every list. */
function equalities(ownerId: string, { status, mediaType }: FileFilter) {
  return { ownerId, status, facets: mediaType ?? ANY_FACET };
}

function rangedFields(filter: FileFilter): (keyof typeof RANGES)[] {
  return (Object.keys(RANGES) as (keyof typeof RANGES)[]).filter((field) => filter[RANGES[field]] !== null);
}

/** The conditions of a filter that the index of an order cannot use, each with the index that can. */
function remainder(filter: FileFilter, orderedBy: OrderField | null, ownerId = '') {
  const ranges = rangedFields(filter)
    .filter((field) => field !== orderedBy)
    .map((field) => ({
      condition: { ...equalities(ownerId, filter), ...rangeCondition(filter, field) },
      index: orderIndex(PATHS[field]),
    }));
  const parts = filter.nameContains === null ? [] : windowsOf(filter.nameContains);
  return [
    ...parts.map((part) => ({
      condition: {
        ownerId,
        status: filter.status,
        nameSuffixes: trusted({ $elemMatch: { $gte: part, $lt: `${part}${LAST_LETTER}` } }),
      },
      index: SUFFIX_INDEX,
    })),
    ...ranges,
  ];
}

/** The parts of a text that suffixes can be asked for: it whole, or when it is too long its end and its beginning. */
function windowsOf(text: string): string[] {
  const letters = [...text];
  if (letters.length <= SUFFIX_LENGTH) return [text];
  return [letters.slice(-SUFFIX_LENGTH).join(''), letters.slice(0, SUFFIX_LENGTH).join('')];
}

function rangeCondition(filter: FileFilter, field: OrderField): Condition {
  const operators = rangeOperators(filter, field);
  return Object.keys(operators).length === 0 ? {} : { [PATHS[field]]: trusted(operators) };
}

function rangeOperators(filter: FileFilter, field: OrderField): Record<string, Date | number | string> {
  const range: Range | null = field === 'NAME' ? null : filter[RANGES[field]];
  return {
    ...(range?.min == null ? {} : { $gte: stored(range.min, field) }),
    ...(range?.max == null ? {} : { $lte: stored(range.max, field) }),
  };
}

/** A position's value as the record has it. */
function stored(value: number | string, field: OrderField): Date | number | string {
  return field === 'CREATED_AT' || field === 'UPDATED_AT' ? new Date(value) : value;
}
