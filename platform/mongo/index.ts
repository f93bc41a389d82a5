export { connectMongo, type MongoHandle, type MongoOptions } from './connectMongo';
export { withDeadline } from './deadline';
export { isDuplicateKey, OPERATION_DEADLINE_MS, withMongo } from './errors';
