import { ERROR_CODES, type ErrorCode } from '../../../platform/errors';

/** The answers of a route beside the good one: each code of ours it can answer, by HTTP status. */
function problems(...codes: ErrorCode[]) {
  const every: ErrorCode[] = [...codes, 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT'];
  const statuses = [...new Set(every.map((code) => ERROR_CODES[code].http))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: every
          .filter((code) => ERROR_CODES[code].http === status)
          .map((code) => `${code}: ${ERROR_CODES[code].means}`)
          .join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

const query = (name: string, description: string, schema: object, required = false) => ({
  name,
  in: 'query',
  description,
  required,
  schema,
});

const FILE_ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: "The file's id.",
  schema: { type: 'string' },
};

const SHARE_TOKEN = {
  name: 'token',
  in: 'path',
  required: true,
  description: 'What the URL of createShareLink ends with.',
  schema: { type: 'string' },
};

const fileAnswer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/File' } } },
});

/** The REST door of the files service as an OpenAPI 3.1 document; operation ids are the use cases' names. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cloakroom files',
      version: '0.1.0',
      description:
        'Leave files here and get them back. The same operations as in GraphQL, with the same error codes.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ accessToken: [] }],
    paths: {
      '/upload': {
        post: {
          operationId: 'uploadFile',
          summary: 'Upload a file through this service',
          description:
            'Send the file as the body, with its media type and `?name=`; or as the field `file` of a form. The body ' +
            'is streamed into the store. For large files GraphQL’s requestUpload sends the bytes there directly.',
          parameters: [
            query('name', 'The name, 1 to 255 bytes in UTF-8. In a form, the default is the filename.', {
              type: 'string',
            }),
            query('checksum', 'SHA-256 of the content in base64; any other content is refused.', {
              type: 'string',
            }),
          ],
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['file'],
                  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
                },
              },
              '*/*': { schema: {} },
            },
          },
          responses: {
            '201': {
              ...fileAnswer('The file, READY.'),
              headers: { location: { description: 'The file’s address.', schema: { type: 'string' } } },
            },
            ...problems(
              'BAD_USER_INPUT',
              'UNAUTHENTICATED',
              'QUOTA_EXCEEDED',
              'UPLOAD_INCOMPLETE',
              'FILE_TOO_LARGE',
              'UNSUPPORTED_MEDIA_TYPE',
              'UNSUPPORTED_FILE_TYPE',
              'CHECKSUM_MISMATCH',
            ),
          },
        },
      },
      '/events/s3': {
        post: {
          operationId: 'acceptStoreEvents',
          summary: 'Hear from the store which objects have arrived',
          description:
            'For stores, not for clients; only where S3_EVENTS_SECRET is set. Takes S3’s event message, EventBridge’s, ' +
            'either of them inside an SNS notification, and the webhook of SeaweedFS. Telling something twice does no harm.',
          security: [{ storeToken: [] }, { storePassword: [] }],
          requestBody: { required: true, content: { '*/*': { schema: { type: 'object' } } } },
          responses: {
            '200': {
              description: 'Looked at.',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['settled', 'ignored'],
                    properties: {
                      settled: {
                        type: 'integer',
                        description: 'Uploads that are verified, or being verified.',
                      },
                      ignored: { type: 'integer', description: 'Everything else.' },
                    },
                  },
                },
              },
            },
            ...problems('BAD_USER_INPUT', 'UNAUTHENTICATED', 'NOT_FOUND'),
          },
        },
      },
      '/s/{token}': {
        get: {
          operationId: 'openShareLink',
          summary: 'Open a share link',
          description:
            'No access token: the token in the address is enough. HEAD tells whether the link would open, and is not counted. ' +
            'A browser gets a page that asks for the password, if the link has one.',
          security: [],
          parameters: [SHARE_TOKEN],
          responses: {
            '302': {
              description: 'To the download; counted.',
              headers: { location: { description: 'Works for 60 seconds.', schema: { type: 'string' } } },
            },
            ...problems('FORBIDDEN', 'NOT_FOUND'),
          },
        },
        post: {
          operationId: 'openShareLinkWithPassword',
          summary: 'Open a share link that asks for a password',
          security: [],
          parameters: [SHARE_TOKEN],
          requestBody: {
            required: true,
            content: {
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  required: ['password'],
                  properties: { password: { type: 'string' } },
                },
              },
            },
          },
          responses: {
            '303': {
              description: 'To the download; counted.',
              headers: { location: { description: 'Works for 60 seconds.', schema: { type: 'string' } } },
            },
            ...problems('BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED'),
          },
        },
      },
      '/file/{id}': {
        get: {
          operationId: 'getFile',
          summary: 'Describe a file and say where to download it',
          parameters: [
            FILE_ID,
            query('redirect', 'Go to the download at once.', { type: 'boolean', default: false }),
            query('disposition', 'Whether a browser saves the file or shows it.', {
              type: 'string',
              enum: ['ATTACHMENT', 'INLINE'],
              default: 'ATTACHMENT',
            }),
            query(
              'expiresInSeconds',
              'How long the download URL works at least; see downloadUrl in GraphQL.',
              {
                type: 'integer',
                minimum: 1,
                maximum: 300,
                default: 240,
              },
            ),
          ],
          responses: {
            '200': fileAnswer('The file.'),
            '302': {
              description: 'With `redirect=true`: to the download.',
              headers: { location: { description: 'A pre-signed URL.', schema: { type: 'string' } } },
            },
            ...problems('BAD_USER_INPUT', 'UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', 'UPLOAD_INCOMPLETE'),
          },
        },
        delete: {
          operationId: 'deleteFile',
          summary: 'Delete a file for good',
          description:
            'At once, past the trash: GraphQL’s deleteFile. What may be wanted back goes into the trash by trashFile.',
          parameters: [FILE_ID],
          responses: {
            '200': {
              description: 'Deleted, now or before.',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['deletedFileId'],
                    properties: { deletedFileId: { type: 'string' } },
                  },
                },
              },
            },
            ...problems('UNAUTHENTICATED', 'NOT_FOUND'),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        storeToken: { type: 'http', scheme: 'bearer', description: 'S3_EVENTS_SECRET.' },
        storePassword: { type: 'http', scheme: 'basic', description: 'S3_EVENTS_SECRET as the password.' },
      },
      schemas: {
        File: {
          type: 'object',
          required: [
            'id',
            'name',
            'size',
            'contentType',
            'checksum',
            'status',
            'createdAt',
            'updatedAt',
            'downloadUrl',
          ],
          properties: {
            id: { type: 'string' },
            name: { type: 'string' },
            size: { type: 'integer', minimum: 0, description: 'Bytes.' },
            contentType: { type: 'string' },
            checksum: { type: ['string', 'null'], description: 'SHA-256 of the content in base64.' },
            status: { type: 'string', enum: ['PENDING', 'READY', 'TRASHED'] },
            createdAt: { type: 'string', format: 'date-time' },
            updatedAt: { type: 'string', format: 'date-time' },
            downloadUrl: {
              type: ['string', 'null'],
              format: 'uri',
              description: 'Gives the bytes to whoever holds it, for a short time; null unless READY.',
            },
          },
        },
        Problem: {
          description: 'An error (RFC 9457).',
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: { type: 'string', enum: Object.keys(ERROR_CODES) },
            field: { type: 'string' },
            reason: { type: 'string' },
            requestId: { type: 'string' },
          },
        },
      },
    },
  };
}
