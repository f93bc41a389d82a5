/**
 * Where Ceph's radosgw 16, the real server of the CI runs, is known to answer otherwise than AWS S3.
 * A test that names one of these does not run against it; against the embedded server every test runs.
 */
export const RADOSGW_DIFFERENCES = {
  checksums: 'x-amz-checksum-* is neither checked, stored nor answered',
  trailers: 'aws-chunked bodies with trailers are answered 411',
  unsignedHeaders: 'x-amz-* headers that were not signed are accepted on a pre-signed URL',
  clockSkew: 'a request dated 20 minutes ahead is accepted',
  scopeRegion: 'any region in the credential scope is accepted',
  ifMatchOnPut: 'If-Match on a PUT with the quoted entity tag fails',
  ifNoneMatchOnComplete: 'If-None-Match is ignored when a multipart upload is completed',
  copyIfMatch: 'x-amz-copy-source-if-match is ignored',
  partOrder: 'parts are taken in any order, and all of them have to be named',
  partNumbers: 'the part numbers 0 and 10001 are accepted',
  endedUploads: 'listing an ended upload is NoSuchKey, completing it 500',
  uploadDelimiter: 'a list of uploads ignores the delimiter',
  earlyRefusal: 'the connection is closed while the client still sends a body that was refused',
  location: 'the location of a bucket is "default"',
  noPublicAccessBlock: 'a bucket without public access block answers one with all switches off',
  rangeSyntax: 'a range whose end is before its start is 416 instead of ignored',
  corsOnRefusals: 'a refusal for its signature carries no CORS headers',
  controlCharacters: 'keys with control characters cannot be deleted in one request with others',
  keyTooLong: 'a key of 1025 bytes is InvalidObjectName',
  expiresTooLong: 'X-Amz-Expires over a week is 403 AccessDenied',
  postErrors: 'a form with a wrong signature is AccessDenied, and a broken one is answered otherwise',
  notImplemented: 'what the embedded server refuses as not implemented, radosgw does or refuses otherwise',
  conditionalDeletes: 'conditions on a deletion are ignored',
  versionErrors: 'foreign version ids, markers and encodings are ignored or refused otherwise',
  governanceBypass: 'x-amz-bypass-governance-retention is ignored in a bucket without object lock',
  encodedWords: 'metadata is kept byte for byte, without encoded words (RFC 2047), and limited otherwise',
  attributes: 'GetObjectAttributes is not there',
  emptyToken: 'an empty continuation token is the start of the list',
  bucketPages: 'ListBuckets knows no pages, prefix or region',
  errorCodes: 'the code or status of this refusal is another one',
} as const;

/** The name of a known difference. */
export type Difference = keyof typeof RADOSGW_DIFFERENCES;

/** The differences that apply to the real server; S3_CONTRACT_IMPLEMENTATION=aws says there are none. */
export const KNOWN_DIFFERENCES: ReadonlySet<Difference> = new Set(
  process.env['S3_CONTRACT_IMPLEMENTATION'] === 'aws'
    ? []
    : (Object.keys(RADOSGW_DIFFERENCES) as Difference[]),
);
