export { CLIENT_MISTAKES, describeMistake } from './clientMistake';
export { createDocumentStore, weigh } from './documentStore';
export { graphqlHandler } from './graphqlHandler';
export {
  hashOperation,
  isUnexpected,
  logOperation,
  nameOperation,
  operationLog,
  type OperationContext,
} from './operationLog';
export { onceInRequest, refuseRepetition } from './onceInRequest';
export { rootFieldsOf } from './rootFields';
export {
  bodyFaults,
  createSubgraphDoor,
  MAX_GRAPHQL_BODY_BYTES,
  NOT_THE_GATEWAY,
  sendGraphqlError,
  type GraphqlDoor,
} from './subgraphDoor';
