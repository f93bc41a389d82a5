import { S3Error } from './protocol/errors';
import type { S3Request } from './protocol/request';
import { deleteBucketCors, getBucketCors, putBucketCors } from './operations/bucketCors';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets';
import type { Operation } from './operations/context';
import { deleteObject } from './operations/deleteObject';
import { getObject, headObject } from './operations/getObject';
import { putObject } from './operations/putObject';

interface Route {
  /** The name in the S3 API, used in the log. */
  readonly name: string;
  readonly run: Operation;
}

type Routes = Readonly<Record<string, Readonly<Record<string, Route>>>>;

const route = (name: string, run: Operation): Route => ({ name, run });

// By method and sub-resource, the query parameter that selects the operation; '' is the resource itself.

const SERVICE: Routes = { GET: { '': route('ListBuckets', listBuckets) } };

const BUCKET: Routes = {
  GET: {
    cors: route('GetBucketCors', getBucketCors),
    location: route('GetBucketLocation', getBucketLocation),
  },
  HEAD: { '': route('HeadBucket', headBucket) },
  PUT: {
    '': route('CreateBucket', createBucket),
    cors: route('PutBucketCors', putBucketCors),
  },
  DELETE: {
    '': route('DeleteBucket', deleteBucket),
    cors: route('DeleteBucketCors', deleteBucketCors),
  },
};

const OBJECT: Routes = {
  GET: { '': route('GetObject', getObject) },
  HEAD: { '': route('HeadObject', headObject) },
  PUT: { '': route('PutObject', putObject) },
  DELETE: { '': route('DeleteObject', deleteObject) },
};

/** Every sub-resource of the S3 API: one that no route serves is refused, not taken for the resource itself. */
const SUB_RESOURCES = [
  'abac',
  'accelerate',
  'acl',
  'analytics',
  'annotations',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metadataConfiguration',
  'metadataTable',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
];

/** Chooses the operation. Throws NotImplemented for one this server does not have, MethodNotAllowed for none. */
export function findRoute(request: S3Request): Route {
  const { bucket, key, query, method } = request;
  const table = bucket === undefined ? SERVICE : key === undefined ? BUCKET : OBJECT;
  const routes = table[method];
  const subResource = SUB_RESOURCES.find((name) => query.has(name)) ?? '';
  const found = routes?.[subResource];
  if (found !== undefined) return found;
  if (routes === undefined || subResource === '') throw new S3Error('MethodNotAllowed');
  throw new S3Error('NotImplemented', { details: { Query: subResource } });
}
