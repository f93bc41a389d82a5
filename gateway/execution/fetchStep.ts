import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import { MAX_ERRORS, type CleanError } from '../subgraphs/cleanErrors';
import { ERROR_CODES } from '../../platform/errors';
import { mergeData } from './mergeData';
import { isObject, Unsupported, type FetchNode, type JsonObject } from './plan';
import { compileRepresentation } from './representation';
import { compileReadVerbatim, type Wanted } from './readVerbatim';
import { compileRewrites } from './rewrites';
import type { FetchRequest, Run } from './run';

/** Where in the answer something is. */
export type Place = readonly (string | number)[];

/** An object of the answer, and where it is: more than once when lists hold equal ones. */
export interface Target {
  readonly object: JsonObject;
  readonly place: () => Place;
}

/** Calls a subgraph for what these objects lack. */
export type FetchStep = (run: Run, targets: readonly Target[]) => Promise<void>;

/** Compiles a call for objects of which the client wants this. @throws Unsupported */
export function compileFetch(node: FetchNode, schema: GraphQLSchema, wanted: Wanted | null): FetchStep {
  if ((node.contextRewrites?.length ?? 0) > 0) throw new Unsupported('arguments from context');
  const request: FetchRequest = {
    service: node.serviceName,
    query: node.operation,
    isMutation: node.operationKind === OperationTypeNode.MUTATION,
    bodyStart: bodyStartOf(node),
    readVerbatim: compileReadVerbatim(node, wanted),
  };
  const names = node.variableUsages ?? [];
  if (node.requires === undefined) return compileRootFetch(node, request, names, schema);
  if (names.includes('representations')) throw new Unsupported('a variable named representations');
  return compileEntityFetch(node, node.requires, request, names, schema);
}

function bodyStartOf({ operation, operationName }: FetchNode): string {
  const name = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
  return `{"query":${JSON.stringify(operation)},${name}"variables":`;
}

function compileRootFetch(
  node: FetchNode,
  request: FetchRequest,
  names: readonly string[],
  schema: GraphQLSchema,
): FetchStep {
  const rewriteOutput = compileRewrites(node.outputRewrites, schema);
  return async (run, targets) => {
    const { data, errors } = await run.send(request, pickVariables(run, names));
    const prefix = targets[0]?.place() ?? [];
    run.errors.push(
      ...errors.map((error) =>
        error.path === undefined ? error : { ...error, path: [...prefix, ...error.path] },
      ),
    );
    if (data === null) return;
    rewriteOutput?.(data);
    for (const { object } of targets) mergeData(object, data);
  };
}

function compileEntityFetch(
  node: FetchNode,
  requires: NonNullable<FetchNode['requires']>,
  request: FetchRequest,
  names: readonly string[],
  schema: GraphQLSchema,
): FetchStep {
  const pick = compileRepresentation(requires, schema);
  const rewriteInput = compileRewrites(node.inputRewrites, schema);
  const rewriteOutput = compileRewrites(node.outputRewrites, schema);
  return async (run, targets) => {
    const groups = groupEqual(targets, (object) => {
      const representation = pick(object);
      if (!representation?.__typename) return null;
      rewriteInput?.(representation);
      return representation;
    });
    if (groups.length === 0) return;
    const representations = groups.map(({ representation }) => representation);
    const { data, errors } = await run.send(request, { ...pickVariables(run, names), representations });
    for (const error of errors) {
      // One may concern thousands of places.
      if (run.errors.length >= MAX_ERRORS) break;
      run.errors.push(...placeError(error, groups));
    }
    if (data === null) return;
    const entities = data._entities;
    if (!Array.isArray(entities) || entities.length !== groups.length) {
      run.errors.push(brokenAnswer());
      return;
    }
    for (const [index, group] of groups.entries()) {
      const entity: unknown = entities[index];
      if (!isObject(entity)) continue;
      entity.__typename ||= group.targets[0]?.object.__typename;
      rewriteOutput?.(entity);
      for (const { object } of group.targets) mergeData(object, entity);
    }
  };
}

/** An entity to ask for, and where in the answer it stands. */
interface Group {
  readonly representation: JsonObject;
  readonly targets: Target[];
}

/** Equal entities, such as the one owner of a hundred files, are asked for once. */
function groupEqual(
  targets: readonly Target[],
  represent: (object: JsonObject) => JsonObject | null,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const target of targets) {
    const representation = represent(target.object);
    if (representation === null) continue;
    if (targets.length === 1) return [{ representation, targets: [target] }];
    // An interface object is one for its subgraph, whatever its type is elsewhere.
    const key = `${String(target.object.__typename)} ${JSON.stringify(representation)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { representation, targets: [target] });
    else known.targets.push(target);
  }
  return [...groups.values()];
}

function pickVariables({ variables }: Run, names: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const name of names) {
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) picked[name] = variables[name];
  }
  return picked;
}

/** `["_entities", 3, "name"]` is the name of the fourth entity that was asked for, wherever it stands in the answer. */
function placeError(error: CleanError, groups: readonly Group[]): CleanError[] {
  const { path } = error;
  if (path === undefined) return [error];
  const index = path[1];
  const group = typeof index === 'number' ? groups[index] : undefined;
  // An error at the list itself concerns all that was asked for.
  const targets = group?.targets ?? (typeof index === 'number' ? [] : groups.flatMap((one) => one.targets));
  const rest = path.slice(2);
  return targets.map(({ place }) => ({ ...error, path: [...place(), ...rest] }));
}

function brokenAnswer(): CleanError {
  const { message } = ERROR_CODES.INTERNAL_SERVER_ERROR;
  return { message, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
