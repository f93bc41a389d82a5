import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { createHash } from 'node:crypto';
import { getOperationAST, parse, validate, type GraphQLSchema } from 'graphql';
import { compileOperation } from '../../execution/compileOperation';
import { Unsupported, type QueryPlan } from '../../execution/plan';
import type { Send } from '../../execution/run';
import { createMockSubgraph, type Trouble } from './mockSubgraph';
import { createDice, writeOperation, type RandomOperation } from './randomOperation';
import { RARER_FEDERATIONS } from './rarerSupergraphs';
import { expectedOf, type Outcome } from './stockFaults';
import { composeFederation, FEDERATIONS } from './supergraphs';

/** DIFFERENTIAL_OPERATIONS=5000 npx jest gateway/test/differential runs it longer. */
const OPERATIONS = Number(process.env.DIFFERENTIAL_OPERATIONS ?? 25);
const TROUBLES: readonly Trouble[] = [
  { errors: 0, nulls: 0 },
  { errors: 6, nulls: 12 },
];

describe.each(Object.entries({ ...FEDERATIONS, ...RARER_FEDERATIONS }))('%s', (_name, subgraphs) => {
  it.each(TROUBLES)('answers random operations as @apollo/gateway does, with trouble %o', async (trouble) => {
    const bench = await startBench(subgraphs, trouble);
    const hasOwnRoots = Object.values(subgraphs).some((sdl) => /\bschema \{/.test(sdl));
    let compared = 0;
    for (let seed = 0; compared < OPERATIONS; seed += 1) {
      const operation = writeOperation(bench.apiSchema, createDice(seed));
      if (validate(bench.apiSchema, parse(operation.query)).length > 0) continue;
      const theirs = await bench.runStock(operation);
      if (theirs === null) continue;
      const ours = await bench.runCompiled();
      const answer = expectedOf(theirs, ours, hasOwnRoots && /\.\.\./.test(operation.query));
      expect({ seed, operation, answer: ours }).toEqual({ seed, operation, answer });
      compared += 1;
    }
    await bench.stop();
  });
});

/** An error that @apollo/gateway's planner makes of some operations on interface objects: there is no plan to run. */
const NO_PLAN = /^Cannot add selection of field .* that is potentially an interface object type at runtime$/;

async function startBench(subgraphs: Readonly<Record<string, string>>, trouble: Trouble) {
  const services = new Map(
    Object.entries(subgraphs).map(([name, sdl]) => [name, createMockSubgraph(sdl, trouble)]),
  );
  let seen: {
    plan: QueryPlan;
    schema: GraphQLSchema;
    document: ReturnType<typeof parse>;
    variables: Record<string, unknown>;
  };
  let apiSchema: GraphQLSchema | undefined;
  const gateway = new ApolloGateway({
    supergraphSdl: composeFederation(subgraphs),
    buildService: ({ name }) => services.get(name) as unknown as GraphQLDataSource,
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext, operationContext }) => {
      seen = {
        plan: queryPlan,
        schema: operationContext.schema,
        document: requestContext.document,
        variables: requestContext.request.variables ?? {},
      };
    },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  gateway.onSchemaLoadOrUpdate((schemas) => {
    apiSchema = schemas.apiSchema;
  });
  const { executor } = await gateway.load();
  const { supergraphSchema } = gateway as unknown as { supergraphSchema: GraphQLSchema };

  const send: Send = async (request, variables) => {
    const body = JSON.parse(`${request.bodyStart}${JSON.stringify(variables)}}`) as { query: string };
    const { data, errors } = await services.get(request.service)!.process({ request: body });
    // As the subgraph's answer is read in earnest: by its text, where that is enough.
    const verbatim = errors === undefined ? request.readVerbatim?.(JSON.stringify({ data })) : undefined;
    return { data: verbatim ?? data ?? null, errors: (errors ?? []) as never };
  };
  return {
    apiSchema: apiSchema!,
    /** Null when there is no plan. */
    async runStock({ query, variables }: RandomOperation): Promise<Outcome | null> {
      const document = parse(query);
      const answer = await executor({
        document,
        request: { query, variables },
        operationName: 'Random',
        queryHash: createHash('sha256').update(query).digest('hex'),
        context: {},
        metrics: {},
        schema: apiSchema!,
        cache: undefined,
        logger: { debug() {}, info() {}, warn() {}, error() {} },
        operation: getOperationAST(document)!,
      } as never).catch((error: Error) => {
        if (NO_PLAN.test(error.message)) return null;
        throw error;
      });
      if (answer === null) return null;
      const {
        data,
        errors = [],
        extensions,
      } = answer as { data: unknown; errors?: unknown[]; extensions?: { valueCompletion?: unknown[] } };
      const broken = extensions?.valueCompletion ?? [];
      return shown(data, [...errors, ...broken], broken.length > 0);
    },
    async runCompiled(): Promise<Outcome> {
      const compiled = compileOperation({
        plan: seen.plan,
        document: seen.document,
        operation: getOperationAST(seen.document)!,
        apiSchema: apiSchema!,
        supergraphSchema,
      });
      const run = compiled.prepare(seen.variables);
      if (run === null) throw new Unsupported('variables');
      const { data, errors, broken } = await run(send);
      return shown(JSON.parse(data), [...errors, ...broken], broken.length > 0);
    },
    stop: () => gateway.stop(),
  };
}

/** Errors come in the order of the subgraphs' answers, which no specification fixes. */
function shown(data: unknown, errors: readonly unknown[], isBroken: boolean): Outcome {
  const list = (
    JSON.parse(JSON.stringify(errors)) as {
      message: string;
      path?: unknown[];
      extensions?: { code: string };
    }[]
  ).map(({ message, path: given, extensions }) => {
    // Where entities could not be asked for at all, @apollo/gateway adds a name that is not in the answer.
    const path = given?.at(-1) === '_entities' ? given.slice(0, -1) : given;
    return JSON.stringify(isBroken ? { path } : { message, path, code: extensions?.code });
  });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: list.sort() };
}
