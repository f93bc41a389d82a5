import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { inSpan, isTracing } from '../../../../platform/seeing';

/** How to reach the store; the same as config.ts's S3Config. */
export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string | null;
  readonly publicEndpoint: string | null;
  readonly forcePathStyle: boolean;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A connection is made within this time or not at all. */
const CONNECT_MS = 1_000;
/** One request with up to 8 MiB of body. Calls without a body have a shorter deadline of their own. */
const REQUEST_MS = 60_000;

/** The same store as this service and as its clients reach it. */
export interface S3Clients {
  /** Talks to the store. */
  internal: S3Client;
  /** Signs URLs for clients and never sends anything. */
  signing: S3Client;
}

/**
 * Makes the clients. WHEN_REQUIRED: the SDK would otherwise add a CRC32, of the empty body when it signs a URL, and
 * as a trailer that some stores do not read when it sends a stream.
 */
export function createS3Clients(settings: S3Settings): S3Clients {
  const common: S3ClientConfig = {
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    maxAttempts: 3,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(settings.credentials === undefined ? {} : { credentials: { ...settings.credentials } }),
  };
  const internal = new S3Client({
    ...common,
    ...(settings.endpoint === null ? {} : { endpoint: settings.endpoint }),
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: REQUEST_MS,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: 200, keepAlive: true },
      httpsAgent: { maxSockets: 200, keepAlive: true },
    },
  });
  const signing = new S3Client({
    ...common,
    ...(settings.publicEndpoint === null ? {} : { endpoint: settings.publicEndpoint }),
    // Looked up and refreshed once for both.
    credentials: internal.config.credentials,
  });
  if (isTracing()) {
    internal.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          inSpan(
            `s3 ${String(commandName)}`,
            { 'rpc.system': 'aws-api', 'rpc.service': 'S3', 'rpc.method': commandName },
            () => next(args),
          ),
      // Around each attempt over the network; signing URLs does not get so far.
      { step: 'deserialize', name: 'traceCalls', priority: 'low' },
    );
  }
  return { internal, signing };
}
