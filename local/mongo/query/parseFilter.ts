import { Doc, type Value, isNumber } from '../bson/values';
import { MongoError } from '../errors';
import { compileExpressionFilter } from '../aggregate/expressionFilter';
import type { Filter, Predicate } from './filter';
import { parsePredicates } from './parsePredicates';

/** What a filter's expressions may refer to besides the document. */
export interface FilterContext {
  /** Variables of the command's `let`, by name. */
  readonly variables?: ReadonlyMap<string, Value>;
}

const refused: Record<string, [code: number, message: string]> = {
  $where: [2, 'no globalScriptEngine in $where parsing'],
  $text: [27, 'text index required for $text query'],
  $jsonSchema: [2, '$jsonSchema is not supported'],
};

/** Parses a query filter; throws BadValue, FailedToParse and the like as mongod does. */
export function parseFilter(source: Doc, context: FilterContext = {}): Filter {
  const filters: Filter[] = [];
  for (const [name, value] of source) {
    if (name.startsWith('$')) filters.push(...parseTopLevel(name, value, context));
    else filters.push(...parseField(name, value, context));
  }
  return filters.length === 1 && filters[0] !== undefined ? filters[0] : { kind: 'and', filters };
}

function parseTopLevel(name: string, value: Value, context: FilterContext): Filter[] {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return [
        {
          kind: name === '$and' ? 'and' : name === '$or' ? 'or' : 'nor',
          filters: branches(name, value, context),
        },
      ];
    case '$expr':
      return [{ kind: 'expr', test: compileExpressionFilter(value, context.variables) }];
    case '$comment':
      return [];
    case '$alwaysTrue':
    case '$alwaysFalse':
      if (!isNumber(value)) throw new MongoError('FailedToParse', `${name} must be an integer value of 1`);
      return [{ kind: 'constant', value: name === '$alwaysTrue' }];
    default: {
      const refusal = refused[name];
      if (refusal !== undefined) throw new MongoError(...refusal);
      throw new MongoError(
        'BadValue',
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, ` +
          'consider using $getField or $setField.',
      );
    }
  }
}

function branches(name: string, value: Value, context: FilterContext): Filter[] {
  if (!Array.isArray(value)) throw new MongoError('BadValue', `${name} must be an array`);
  if (value.length === 0) throw new MongoError('BadValue', '$and/$or/$nor must be a nonempty array');
  return value.map((branch) => {
    if (branch instanceof Doc) return parseFilter(branch, context);
    throw new MongoError('BadValue', '$or/$and/$nor entries need to be full objects');
  });
}

function parseField(path: string, value: Value, context: FilterContext): Filter[] {
  const parts = path.split('.');
  return parsePredicates(value, (source) => parseFilter(source, context)).map(
    (predicate: Predicate): Filter => ({ kind: 'field', path, parts, predicate }),
  );
}
