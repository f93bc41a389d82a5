import { LRUCache } from 'lru-cache';
import { hashOperation, weigh } from '../../platform/graphql';
import { generalExecutions } from '../../platform/seeing';
import type { Log } from '../../platform/service';
import { compileOperation, type CompiledOperation, type CompileInput } from './compileOperation';
import { Unsupported } from './plan';

/**
 * Operations that are remembered, and what their documents may take together; with its plan and what it was compiled to, an
 * operation takes about twice that.
 */
const MAX_OPERATIONS = 1_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** An operation that a client sent before, and what the answer and the log need to know of it. */
export interface KnownOperation {
  readonly compiled: CompiledOperation;
  readonly input: CompileInput;
  /** For the log. */
  readonly name: string | null;
  readonly hash: string;
}

/** The operations that were seen lately and passed every check, ready to run again without parsing and planning. */
export class KnownOperations {
  private readonly known = new LRUCache<string, KnownOperation>({
    max: MAX_OPERATIONS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ input }, key) => weigh(input.document) + key.length,
  });

  constructor(private readonly log: Log) {}

  /** Undefined for one that was not seen yet, or is left to @apollo/gateway. */
  find(query: string, operationName: string | undefined): KnownOperation | undefined {
    return this.known.get(keyOf(query, operationName));
  }

  /** Compiles and remembers an operation that was validated, checked and planned just now. */
  learn(query: string, operationName: string | undefined, input: CompileInput, name: string | null): void {
    const key = keyOf(query, operationName);
    if (this.known.has(key)) return;
    try {
      this.known.set(key, { compiled: compileOperation(input), input, name, hash: hashOperation(query) });
      generalExecutions.tell({ reason: 'first execution', known: this.known.size });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      generalExecutions.tell({ reason: error.message, known: this.known.size });
      this.log.debug({ op: name, reason: error.message }, 'operation left to the general executor');
    }
  }
}

/** What a request says for a name may be any text, so that only its length tells where the operation begins. */
function keyOf(query: string, operationName = ''): string {
  return `${operationName.length}\n${operationName}\n${query}`;
}
