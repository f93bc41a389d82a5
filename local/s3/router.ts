import { S3Error } from './protocol/errors';
import type { S3Request } from './protocol/request';
import { abortMultipartUpload } from './operations/abortMultipartUpload';
import { deleteBucketCors, getBucketCors, putBucketCors } from './operations/bucketCors';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './operations/bucketLifecycle';
import { createBucket, deleteBucket, getBucketLocation, headBucket } from './operations/buckets';
import * as settings from './operations/bucketSettings';
import { completeMultipartUpload } from './operations/completeMultipartUpload';
import type { Operation } from './operations/context';
import { copyObject } from './operations/copyObject';
import { createMultipartUpload } from './operations/createMultipartUpload';
import { deleteObject } from './operations/deleteObject';
import { deleteObjects } from './operations/deleteObjects';
import { getObject, headObject } from './operations/getObject';
import { getObjectAttributes } from './operations/getObjectAttributes';
import { listBuckets } from './operations/listBuckets';
import { listMultipartUploads } from './operations/listMultipartUploads';
import { listObjects } from './operations/listObjects';
import { listObjectVersions } from './operations/listObjectVersions';
import { listParts } from './operations/listParts';
import { putObject } from './operations/putObject';
import * as tagging from './operations/tagging';
import { uploadPart, uploadPartCopy } from './operations/uploadPart';

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
    '': route('ListObjects', listObjects),
    acl: route('GetBucketAcl', settings.getBucketAcl),
    cors: route('GetBucketCors', getBucketCors),
    lifecycle: route('GetBucketLifecycleConfiguration', getBucketLifecycle),
    location: route('GetBucketLocation', getBucketLocation),
    ownershipControls: route('GetBucketOwnershipControls', settings.getOwnershipControls),
    policy: route('GetBucketPolicy', settings.getBucketPolicy),
    policyStatus: route('GetBucketPolicyStatus', settings.getBucketPolicy),
    publicAccessBlock: route('GetPublicAccessBlock', settings.getPublicAccessBlock),
    tagging: route('GetBucketTagging', tagging.getBucketTagging),
    uploads: route('ListMultipartUploads', listMultipartUploads),
    versioning: route('GetBucketVersioning', settings.getBucketVersioning),
    versions: route('ListObjectVersions', listObjectVersions),
  },
  HEAD: { '': route('HeadBucket', headBucket) },
  POST: { delete: route('DeleteObjects', deleteObjects) },
  PUT: {
    '': route('CreateBucket', createBucket),
    acl: route('PutBucketAcl', settings.putAcl),
    cors: route('PutBucketCors', putBucketCors),
    lifecycle: route('PutBucketLifecycleConfiguration', putBucketLifecycle),
    ownershipControls: route('PutBucketOwnershipControls', settings.putOwnershipControls),
    publicAccessBlock: route('PutPublicAccessBlock', settings.putPublicAccessBlock),
    tagging: route('PutBucketTagging', tagging.putBucketTagging),
  },
  DELETE: {
    '': route('DeleteBucket', deleteBucket),
    cors: route('DeleteBucketCors', deleteBucketCors),
    lifecycle: route('DeleteBucketLifecycle', deleteBucketLifecycle),
    policy: route('DeleteBucketPolicy', settings.deleteBucketPolicy),
    publicAccessBlock: route('DeletePublicAccessBlock', settings.deletePublicAccessBlock),
    tagging: route('DeleteBucketTagging', tagging.deleteBucketTagging),
  },
};

const OBJECT: Routes = {
  GET: {
    '': route('GetObject', getObject),
    acl: route('GetObjectAcl', settings.getObjectAcl),
    attributes: route('GetObjectAttributes', getObjectAttributes),
    tagging: route('GetObjectTagging', tagging.getObjectTagging),
    uploadId: route('ListParts', listParts),
  },
  HEAD: { '': route('HeadObject', headObject) },
  POST: {
    uploadId: route('CompleteMultipartUpload', completeMultipartUpload),
    uploads: route('CreateMultipartUpload', createMultipartUpload),
  },
  PUT: {
    '': route('PutObject', putObject),
    acl: route('PutObjectAcl', settings.putAcl),
    tagging: route('PutObjectTagging', tagging.putObjectTagging),
    uploadId: route('UploadPart', uploadPart),
  },
  DELETE: {
    '': route('DeleteObject', deleteObject),
    tagging: route('DeleteObjectTagging', tagging.deleteObjectTagging),
    uploadId: route('AbortMultipartUpload', abortMultipartUpload),
  },
};

// The same request with x-amz-copy-source takes its bytes from another object.
const COPIES = new Map([
  [putObject, route('CopyObject', copyObject)],
  [uploadPart, route('UploadPartCopy', uploadPartCopy)],
]);

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
  if (found !== undefined) {
    const copy = request.headers.has('x-amz-copy-source') ? COPIES.get(found.run) : undefined;
    return copy ?? found;
  }
  if (routes === undefined || subResource === '') throw new S3Error('MethodNotAllowed');
  throw new S3Error('NotImplemented', { details: { Query: subResource } });
}
