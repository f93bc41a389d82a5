import type { ApolloGateway } from '@apollo/gateway';
import {
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { refuseRepetition } from '../../platform/graphql';
import type { Log } from '../../platform/service';
import type { KnownOperations } from '../execution/KnownOperations';
import type { ManifestOperation } from '../persisted/manifest';
import { rehearse } from '../persisted/rehearse';
import { measureDocument } from './limits';
import { CREDENTIAL_MUTATIONS } from './operationGuard';

/** What a manifest is rehearsed with. */
export interface RehearsedDoor {
  /** Null when the gateway has none, and so cannot plan. */
  readonly apiSchema: GraphQLSchema | null;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  /** Throws Rehearsed when it has planned for a rehearsal. */
  readonly gateway: ApolloGateway;
  readonly operations: KnownOperations;
  readonly log: Log;
}

/** Makes the operations of a manifest known before the first request, by the door's own checks and planner. */
export async function rehearseManifest(
  manifest: readonly ManifestOperation[],
  { apiSchema, rules, maxTokens, gateway, operations, log }: RehearsedDoor,
): Promise<void> {
  if (apiSchema === null) return;
  await rehearse(manifest, {
    apiSchema,
    rules,
    maxTokens,
    check: checkOperation,
    execute: (request) => gateway.executor(request as Parameters<ApolloGateway['executor']>[0]),
    learn: (query, operationName, input, name) => operations.learn(query, operationName, input, name),
    log,
  });
}

/** What Apollo Server and the operation guard look at besides the rules of validation. */
function checkOperation(document: DocumentNode): void {
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('It must hold one operation.');
  if (operation.operation === OperationTypeNode.MUTATION)
    refuseRepetition(operation, document, CREDENTIAL_MUTATIONS);
  if (measureDocument(document).introspectionDepth > 0)
    throw new Error('Introspection is switched on and off by INTROSPECTION.');
}
