import { Doc, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';

/** What stages may use besides the documents that reach them. */
export interface PipelineContext {
  readonly db: string;
  /** The session the command belongs to, as the client names it. */
  readonly session: Doc | null;
  /** Values of the variables, `NOW` and those of `let` among them. */
  readonly variables: ReadonlyMap<string, MaybeValue>;
  /** The documents of another collection that match a filter. */
  readonly read: (collection: string, filter: Doc) => Iterable<Doc>;
}

/** A compiled stage; `most` is the number of results that will be asked for at most. */
export type Stage = (input: Iterable<Doc>, context: PipelineContext, most?: number) => Iterable<Doc>;

/** What a stage's compiler may use. */
export interface StageScope {
  /** Names of variables that expressions may use. */
  readonly names: readonly string[];
  /** Compiles a pipeline inside this one, with further variables. */
  readonly compile: (pipeline: Value, more?: readonly string[]) => Stage;
}

/** Checks a stage's operand and compiles it. */
export type StageCompiler = (operand: Value, scope: StageScope, name: string) => Stage;

/** Puts compiled stages in a row. */
export function chain(stages: readonly Stage[]): Stage {
  return (input, context) => stages.reduce((documents, stage) => stage(documents, context), input);
}

/** The name and operand of a stage; throws when it is not a document with exactly one field. */
export function stageParts(stage: Value): [name: string, operand: Value] {
  if (!(stage instanceof Doc)) {
    throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
  }
  const [entry] = stage;
  if (stage.size !== 1 || entry === undefined) {
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  return entry;
}

/** A stage that makes one document of each. */
export function mapping(apply: (doc: Doc, context: PipelineContext) => Doc): Stage {
  return function* (input, context) {
    for (const doc of input) yield apply(doc, context);
  };
}
