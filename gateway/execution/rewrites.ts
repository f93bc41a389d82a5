import type { GraphQLSchema } from 'graphql';
import { compileTypeTest, type TypeTest } from './typeTest';
import { isObject, requireOrdinaryName, type Rewrite } from './plan';

type Change = (value: unknown) => void;

/** Compiles a fetch's rewrites into one function that changes a value in place; null when there are none. */
export function compileRewrites(
  rewrites: readonly Rewrite[] | undefined,
  schema: GraphQLSchema,
): Change | null {
  if (rewrites === undefined || rewrites.length === 0) return null;
  const changes = rewrites
    .filter(({ path }) => path.length > 0)
    .map((rewrite) => compileRewrite(rewrite, schema));
  return (value) => {
    for (const change of changes) change(value);
  };
}

function compileRewrite(rewrite: Rewrite, schema: GraphQLSchema): Change {
  const last = rewrite.path.at(-1) ?? '';
  requireOrdinaryName(last);
  const atEnd: Change =
    rewrite.kind === 'ValueSetter'
      ? (value) => {
          if (isObject(value)) value[last] = rewrite.setValueTo;
        }
      : (value) => {
          // As @apollo/gateway does: what is absent, null or empty stays where it is.
          if (!isObject(value) || !value[last]) return;
          value[rewrite.renameKeyTo] = value[last];
          value[last] = undefined;
        };
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Change>((next, step) => compileStep(step, next, schema), eachOf(atEnd));
}

const FRAGMENT = '... on ';

function compileStep(step: string, next: Change, schema: GraphQLSchema): Change {
  if (!step.startsWith(FRAGMENT)) {
    requireOrdinaryName(step);
    return eachOf((value) => {
      if (isObject(value)) next(value[step]);
    });
  }
  const applies: TypeTest = compileTypeTest(step.slice(FRAGMENT.length), schema, true);
  return eachOf((value) => {
    if (isObject(value) && applies(value)) next(value);
  });
}

/** Lists are gone through, on however many levels. */
function eachOf(change: Change): Change {
  const each: Change = (value) => {
    if (Array.isArray(value)) value.forEach(each);
    else change(value);
  };
  return each;
}
