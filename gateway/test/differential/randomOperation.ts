import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** An operation with its variables. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Says a number from 0 to below `limit`; the same sequence for the same seed (mulberry32). */
export function createDice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** Writes a valid operation at random: aliases, fragments of both kinds, conditions, arguments, variables. */
export function writeOperation(schema: GraphQLSchema, roll: (limit: number) => number): RandomOperation {
  return new Writer(schema, roll).write();
}

class Writer {
  private readonly variables: Record<string, unknown> = {};
  private readonly definitions: string[] = [];
  private readonly fragments: string[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly roll: (limit: number) => number,
  ) {}

  write(): RandomOperation {
    const mutation = this.schema.getMutationType();
    const isMutation = mutation != null && this.roll(6) === 0;
    const root = isMutation ? mutation : this.schema.getQueryType()!;
    const body = this.selections(root, 0);
    const variables = this.definitions.length === 0 ? '' : `(${this.definitions.join(', ')})`;
    const query = `${isMutation ? 'mutation' : 'query'} Random${variables} ${body}\n${this.fragments.join('\n')}`;
    return { query, variables: this.variables };
  }

  private selections(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.roll(Math.max(1, Math.min(4, this.left)));
    const parts = Array.from({ length: count }, () => this.selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  /** Fewer and fewer selections, so that operations end. */
  private left = 20;

  private selection(type: GraphQLCompositeType, depth: number): string {
    this.left -= 1;
    if (this.left < 0 && depth > 0) return '__typename';
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const dice = this.roll(10);
    if (fields.length === 0 || (isAbstractType(type) && dice < 6) || dice === 0)
      return this.fragment(type, depth);
    if (dice === 1 && depth > 0) return this.roll(2) === 0 ? '__typename' : 'kind: __typename';
    const usable = depth > 4 ? fields.filter((field) => !isCompositeType(getNamedType(field.type))) : fields;
    const field = this.pick(usable);
    return field === undefined ? '__typename' : this.field(field, depth);
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args
      .filter((arg) => isRequiredArgument(arg) || this.roll(2) === 0)
      .map((arg) => `${arg.name}: ${this.value(arg.type)}`);
    const type = getNamedType(field.type);
    // The same alias for fields with other arguments or types would not be valid.
    const call = `${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}`;
    const needsAlias = args.length > 0 || isAliased(field) || this.roll(5) === 0;
    const alias = needsAlias ? `x${this.aliases++}: ` : '';
    const below = isCompositeType(type) ? ` ${this.selections(type, depth + 1)}` : '';
    return `${alias}${call}${this.condition()}${below}`;
  }
  private aliases = 0;

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const target = this.pick([type, ...possible])!;
    const body = this.selections(target, depth + 1);
    if (this.roll(3) > 0) return `... on ${target.name}${this.condition()} ${body}`;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${target.name} ${body}`);
    return `...${name}${this.condition()}`;
  }

  private condition(): string {
    if (this.roll(8) > 0) return '';
    const directive = this.pick(['skip', 'include']);
    return this.roll(3) === 0
      ? ` @${directive}(if: ${this.roll(2) === 0})`
      : ` @${directive}(if: ${this.variable('Boolean!', this.roll(2) === 0)})`;
  }

  private value(type: GraphQLInputType): string {
    return this.roll(2) === 0 ? this.variable(String(type), this.json(type)) : literal(this.json(type), type);
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  private json(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.json(type.ofType);
    if (isListType(type)) return [this.json(type.ofType)];
    if (isEnumType(type)) return this.pick(type.getValues())!.name;
    if ('getFields' in type) {
      return Object.fromEntries(
        Object.values(type.getFields())
          .filter((field) => isNonNullType(field.type) || this.roll(3) === 0)
          .map((field) => [field.name, this.json(field.type)]),
      );
    }
    switch (type.name) {
      case 'Int':
      case 'SafeInt':
        return 1 + this.roll(9);
      case 'Float':
        return this.roll(9) / 2;
      case 'Boolean':
        return this.roll(2) === 0;
      case 'DateTime':
        return new Date(this.roll(1e9)).toISOString();
      default:
        return `t${this.roll(9)}`;
    }
  }

  private pick<T>(values: readonly T[]): T | undefined {
    return values[this.roll(values.length)];
  }
}

/** Types of a union may differ in what stands under one name. */
function isAliased({ name }: GraphQLField<unknown, unknown>): boolean {
  return ['size', 'detail', 'sounds', 'same'].includes(name);
}

function literal(value: unknown, type: GraphQLInputType): string {
  const named = getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, named)).join(', ')}]`;
  if (typeof value === 'object' && value !== null && 'getFields' in named) {
    const fields = named.getFields();
    return `{${Object.entries(value)
      .map(([name, one]) => `${name}: ${literal(one, fields[name]!.type)}`)
      .join(', ')}}`;
  }
  return isEnumType(named) ? String(value) : JSON.stringify(value);
}
