export { connectMongo, type MongoHandle } from './connectMongo';
export { withDeadline } from './deadline';
export { isDuplicateKey, withMongo } from './errors';
