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
  keyTooLong: 'a key of 1025 bytes is InvalidObjectName',
  expiresTooLong: 'X-Amz-Expires over a week is 403 AccessDenied',
  storesSse: 'server-side encryption headers are refused with other codes',
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
