export { connectMongo, OPERATION_DEADLINE_MS, type MongoHandle, type MongoOptions } from './connectMongo';
export { isDuplicateKey, withMongo } from './errors';
