import type { GraphQLSchema } from 'graphql';
import { compileFetch, type Place, type Target } from './fetchStep';
import { isObject, requireOrdinaryName, Unsupported, type PlanNode } from './plan';
import { wantedAt, type Wanted } from './readVerbatim';
import type { Run } from './run';
import { plainField } from './Verbatim';

/** A part of a plan, ready to run on the objects it is about. */
export type Step = (run: Run, targets: readonly Target[]) => Promise<void>;

/**
 * Compiles a plan's steps. `conditions` are the values of the variables that decide on @skip and @include, `wanted` what
 * the client asks of the objects that the steps are about.
 * @throws Unsupported
 */
export function compileSteps(
  node: PlanNode,
  schema: GraphQLSchema,
  conditions: Readonly<Record<string, unknown>>,
  wanted: Wanted | null,
): Step {
  const compile = (part: PlanNode) => compileSteps(part, schema, conditions, wanted);
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, schema, wanted);
    case 'Sequence': {
      const steps = node.nodes.map(compile);
      return async (run, targets) => {
        for (const step of steps) await step(run, targets);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map(compile);
      return async (run, targets) => {
        await Promise.all(steps.map((step) => step(run, targets)));
      };
    }
    case 'Flatten': {
      const step = compileSteps(node.node, schema, conditions, wantedAt(wanted, node.path));
      const walk = compileWalk(node.path);
      return async (run, targets) => {
        const found: Target[] = [];
        for (const { object, place } of targets) walk(object, () => place(), found);
        if (found.length > 0) await step(run, found);
      };
    }
    case 'Condition': {
      const branch = conditions[node.condition] === true ? node.ifClause : node.elseClause;
      return branch === undefined ? async () => undefined : compile(branch);
    }
    case 'Defer':
      throw new Unsupported('@defer');
  }
}

type Walk = (value: unknown, place: () => Place, found: Target[]) => void;

/** Compiles the way to the objects at a path, in which `@` stands for every element of a list. */
function compileWalk(path: readonly (string | number)[]): Walk {
  const [step, ...rest] = path;
  if (step === undefined) return collect;
  const next = compileWalk(rest);
  if (step === '@') {
    return (value, place, found) => {
      if (!Array.isArray(value)) return;
      for (let index = 0; index < value.length; index += 1)
        next(value[index], () => [...place(), index], found);
    };
  }
  if (typeof step !== 'string' || !/^\w+$/.test(step)) throw new Unsupported(`the path ${path.join('.')}`);
  requireOrdinaryName(step);
  return (value, place, found) => {
    if (isObject(value)) next(plainField(value, step), () => [...place(), step], found);
  };
}

/** A path may end at a list, and at one of lists. */
const collect: Walk = (value, place, found) => {
  if (Array.isArray(value))
    value.forEach((element, index) => collect(element, () => [...place(), index], found));
  else if (isObject(value)) found.push({ object: value, place });
};
