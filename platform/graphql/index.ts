export { formatGraphqlError } from './formatError';
export { operationLog, type OperationContext } from './operationLog';
export {
  bodyFaults,
  createSubgraphDoor,
  MAX_GRAPHQL_BODY_BYTES,
  sendGraphqlError,
  type GraphqlDoor,
  type SubgraphDoorOptions,
} from './subgraphDoor';
