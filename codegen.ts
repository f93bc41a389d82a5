import type { CodegenConfig } from '@graphql-codegen/cli';

/** How the scalars of the contract look in TypeScript, on the server side of a resolver. */
const SERVER_SCALARS = {
  DateTime: { input: 'Date', output: 'Date' },
  SafeInt: { input: 'number', output: 'number' },
  URL: { input: 'URL', output: 'string' },
  ID: { input: 'string', output: 'string' },
  _FieldSet: { input: 'string', output: 'string' },
};

/** ... and in the JSON that clients send and receive. */
const CLIENT_SCALARS = { DateTime: 'string', SafeInt: 'number', URL: 'string', ID: 'string' };

/** Resolver types: a field that the record behind a type does not carry must have a resolver to compile. */
const resolverTypes = (
  context: string,
  mappers: Record<string, string>,
  enumValues: Record<string, Record<string, string>> = {},
) => ({
  plugins: ['typescript', 'typescript-resolvers'],
  config: {
    federation: true,
    contextType: `./context#${context}`,
    mappers,
    enumValues,
    scalars: SERVER_SCALARS,
    enumsAsTypes: true,
    useTypeImports: true,
    immutableTypes: true,
    strictScalars: true,
    resolversNonOptionalTypename: { unionMember: true },
  },
});

const config: CodegenConfig = {
  generates: {
    'subgraphs/auth/graphql/types.generated.ts': {
      schema: 'schema/auth.graphql',
      ...resolverTypes(
        'AuthContext',
        {
          User: '../domain/account#UserView',
          UserConnection: '../usecases#UserPage',
          SessionConnection: '../usecases#SessionPage',
          AuditEventConnection: '../usecases#AuditEventPage',
          AccountExport: '../usecases#ExportedAccount',
        },
        { Role: { ADMIN: 'admin' } },
      ),
    },
    'subgraphs/files/graphql/types.generated.ts': {
      schema: 'schema/files.graphql',
      ...resolverTypes('FilesContext', {
        File: '../domain/file#StoredFile',
        FileConnection: '../usecases#FilePage',
        ShareLink: '../domain/shareLink#StoredLink',
        ShareLinkConnection: '../usecases#ShareLinkPage',
        FileResult: '../usecases#FileOutcome',
        UploadPart: '../usecases#PartToSend',
        PutUpload: '../ports#SignedUpload',
        PostUpload: '../ports#SignedForm',
        MultipartUpload: '../usecases#PartsTicket',
        User: './context#UserReference',
        AccountExport: './context#AccountExportReference',
      }),
    },
    'schema/operations.generated.ts': {
      schema: 'schema/api.graphql',
      documents: 'schema/operations.graphql',
      plugins: ['typescript', 'typescript-operations', 'typed-document-node'],
      config: {
        scalars: CLIENT_SCALARS,
        enumsAsTypes: true,
        useTypeImports: true,
        immutableTypes: true,
        strictScalars: true,
        skipTypename: true,
        onlyOperationTypes: true,
      },
    },
    'schema/persisted-operations.json': {
      schema: 'schema/api.graphql',
      documents: 'schema/operations.graphql',
      plugins: ['./scripts/persistedManifest.mjs'],
    },
  },
};

export default config;
