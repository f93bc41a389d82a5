/** The keys of the embedded store. */
export const KEYS = { accessKeyId: 'bench', secretAccessKey: 'bench-secret' };

/** What services keep secret. */
export const SECRETS = {
  PASSWORD_PEPPER: 'a pepper that is only used while measuring',
  SERVICE_SECRET: 'a secret that is only used while measuring',
};

/** The embedded store, but for its address. */
export const S3 = { S3_BUCKET: 'cloakroom', S3_REGION: 'us-east-1', S3_FORCE_PATH_STYLE: 'true' };

/** All load comes from one address and one person here: what is spent is counted, and nobody refused. */
export const UNLIMITED = {
  RATE_LIMIT_ADDRESS: '1000000000000',
  RATE_LIMIT_PERSON: '1000000000000',
  ADDRESS_ATTEMPTS: '1000000000',
};
