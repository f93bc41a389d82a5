import type { CredentialScope } from './sigv4';
import { canonicalRequest, equalSignatures, scopeText, sign, signingKey, stringToSign } from './sigv4';
import { S3Error } from './errors';
import { textAsHeader } from './objectDescription';
import type { QueryParameter, S3Request } from './request';
import type { SignatureClaim } from './signatureClaim';
import { claimFromHeader, claimFromQuery, isPresigned, SIGNATURE_PARAMETERS } from './signatureClaim';

const MAX_SKEW_MS = 15 * 60 * 1000;

/** The one pair of keys that may sign, and where. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** A request whose signature was verified, with what signed bodies are checked against. */
export interface Authenticated {
  /** With the x-amz-* parameters of a pre-signed URL among its headers. */
  readonly request: S3Request;
  readonly payloadHash: string;
  readonly amzDate: string;
  readonly scope: CredentialScope;
  readonly key: Buffer;
  readonly signature: string;
}

/**
 * Verifies the SigV4 signature in the Authorization header or in the query.
 * Throws the S3Error that AWS answers for each fault; an unsigned request is AccessDenied.
 */
export function authenticate(request: S3Request, credentials: Credentials, now: Date): Authenticated {
  const claim = readClaim(request);
  if (request.headers.has('x-amz-security-token') || request.query.has('X-Amz-Security-Token')) {
    throw new S3Error('InvalidToken');
  }
  checkScope(claim, credentials.region);
  checkTime(claim, now);
  if (!equalSignatures(credentials.accessKeyId, claim.accessKeyId)) {
    throw new S3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: claim.accessKeyId } });
  }
  const key = signingKey(credentials.secretAccessKey, claim.scope);
  verifySignature(request, claim, key);
  refuseUnsignedHeaders(request, claim);
  return {
    request: claim.presigned ? withHoistedHeaders(request) : request,
    payloadHash: claim.payloadHash,
    amzDate: claim.amzDate,
    scope: claim.scope,
    key,
    signature: claim.signature,
  };
}

function readClaim(request: S3Request): SignatureClaim {
  const inHeader = request.headers.has('authorization');
  const inQuery = isPresigned(request.query);
  if (inHeader && inQuery) {
    throw new S3Error('InvalidArgument', {
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    });
  }
  if (inHeader) return claimFromHeader(request);
  if (inQuery) return claimFromQuery(request);
  throw new S3Error('AccessDenied');
}

function checkScope(claim: SignatureClaim, region: string): void {
  const { scope } = claim;
  const refuse = (what: string, details: Record<string, string> = {}): never => {
    throw claim.presigned
      ? new S3Error('AuthorizationQueryParametersError', {
          message: `Error parsing the X-Amz-Credential parameter; ${what}`,
          details,
        })
      : new S3Error('AuthorizationHeaderMalformed', {
          message: `The authorization header is malformed; ${what}`,
          details,
        });
  };
  if (scope.region !== region) {
    refuse(`the region '${scope.region}' is wrong; expecting '${region}'`, { Region: region });
  }
  if (scope.service !== 's3') refuse(`incorrect service "${scope.service}". This endpoint belongs to "s3".`);
  if (scope.date !== claim.amzDate.slice(0, 8)) {
    refuse(`Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date.`);
  }
  if (!claim.signedHeaders.includes('host')) refuse('the host header has to be signed');
}

function checkTime(claim: SignatureClaim, now: Date): void {
  const skew = now.getTime() - claim.time.getTime();
  const serverTime = { ServerTime: now.toISOString() };
  if (!claim.presigned) {
    if (Math.abs(skew) > MAX_SKEW_MS) {
      throw new S3Error('RequestTimeTooSkewed', {
        details: {
          RequestTime: claim.amzDate,
          ...serverTime,
          MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
        },
      });
    }
    return;
  }
  if (skew < -MAX_SKEW_MS) throw new S3Error('AccessDenied', { message: 'Request is not yet valid' });
  if (skew > claim.expiresInSeconds * 1000) {
    const expires = new Date(claim.time.getTime() + claim.expiresInSeconds * 1000).toISOString();
    throw new S3Error('AccessDenied', {
      message: 'Request has expired',
      details: { 'X-Amz-Expires': String(claim.expiresInSeconds), Expires: expires, ...serverTime },
    });
  }
}

function verifySignature(request: S3Request, claim: SignatureClaim, key: Buffer): void {
  const canonical = canonicalRequest({
    method: request.method,
    pathBytes: request.pathBytes,
    parameters: request.query.parameters.filter((parameter) => !isSignature(parameter, claim)),
    headers: request.headers,
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
  });
  const text = stringToSign(claim.amzDate, claim.scope, canonical);
  if (equalSignatures(sign(key, text), claim.signature)) return;
  throw new S3Error('SignatureDoesNotMatch', {
    details: {
      AWSAccessKeyId: claim.accessKeyId,
      StringToSign: text,
      SignatureProvided: claim.signature,
      CanonicalRequest: canonical,
      Scope: scopeText(claim.scope),
    },
  });
}

function isSignature(parameter: QueryParameter, claim: SignatureClaim): boolean {
  return claim.presigned && parameter.name.toString('latin1') === 'X-Amz-Signature';
}

/** An x-amz-* header added by whoever holds a pre-signed URL would change what the signer allowed. */
function refuseUnsignedHeaders(request: S3Request, claim: SignatureClaim): void {
  const unsigned = request.headers
    .names()
    .filter((name) => name.startsWith('x-amz-') && !claim.signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  throw new S3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    details: { HeadersNotSigned: unsigned.join(', ') },
  });
}

/**
 * Signers may move x-amz-* headers into the query. S3 reads them there as headers, except checksums:
 * those it ignores (SDKs put the checksum of an empty body there), so a checksum binds as a header only.
 */
function withHoistedHeaders(request: S3Request): S3Request {
  const hoisted = request.query
    .entries()
    .map(({ name, value }) => [name.toLowerCase(), value] as const)
    .map(([name, value]) => [name, textAsHeader(name, value)] as const)
    .filter(
      ([name]) =>
        name.startsWith('x-amz-') &&
        !SIGNATURE_PARAMETERS.includes(name) &&
        !name.startsWith('x-amz-checksum-') &&
        name !== 'x-amz-sdk-checksum-algorithm' &&
        name !== 'x-amz-trailer',
    );
  return { ...request, headers: request.headers.with(hoisted) };
}
