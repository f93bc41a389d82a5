import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { AppError } from '../../platform/errors';
import { compileCost, type CompiledCost } from './compileCost';
import { createCostModel, type CostModel } from './costModel';

/** An operation of a valid document, and the schemas it is for. */
export interface CostedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As clients see it. */
  readonly apiSchema: GraphQLSchema;
  /** With the directives that say what things cost. */
  readonly supergraphSchema: GraphQLSchema;
}

/** The reason with BAD_USER_INPUT when an operation is estimated to cost more than the limit. */
const TOO_EXPENSIVE = 'OPERATION_TOO_EXPENSIVE';

/** Estimates what operations cost before they are planned. What was worked out is kept as long as the operation is. */
export class OperationCosts {
  private readonly models = new WeakMap<GraphQLSchema, CostModel>();
  private readonly known = new WeakMap<OperationDefinitionNode, CompiledCost>();

  /** `limit` is MAX_QUERY_COST. */
  constructor(private readonly limit: number) {}

  /** The estimate, or why the operation is refused. Of an operation that came before it takes nanoseconds. */
  estimate(
    costed: CostedOperation,
    variables: Readonly<Record<string, unknown>> | undefined,
  ): number | AppError {
    let compiled = this.known.get(costed.operation);
    if (compiled === undefined) {
      compiled = compileCost({ ...costed, model: this.modelOf(costed.supergraphSchema) });
      this.known.set(costed.operation, compiled);
    }
    const [fault] = compiled.faults;
    if (fault !== undefined) return new AppError('BAD_USER_INPUT', { message: fault });
    const cost = compiled.estimate(variables ?? NO_VARIABLES);
    if (cost <= this.limit) return cost;
    return new AppError('BAD_USER_INPUT', {
      reason: TOO_EXPENSIVE,
      message: `The operation is estimated to cost ${cost}; the limit is ${this.limit}. Ask for shorter pages.`,
    });
  }

  private modelOf(supergraph: GraphQLSchema): CostModel {
    let model = this.models.get(supergraph);
    if (model === undefined) this.models.set(supergraph, (model = createCostModel(supergraph)));
    return model;
  }
}

const NO_VARIABLES: Readonly<Record<string, unknown>> = {};
