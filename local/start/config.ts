import { z } from 'zod';
import { parseConfig, wholeNumber } from '../../platform/service';

/** It takes the next four as well. */
const LAST_PORT = 65_535 - 4;

/** What the all-in-one start itself reads; everything else goes on to the services' own configuration. */
export interface LocalConfig {
  /** The gateway's port; auth, files, S3 and MongoDB take the next four. 0 lets the system choose all of them. */
  port: number;
  /** Where data, secrets and the log are kept. */
  dataFolder: string;
  /** A real MongoDB to use; null starts the embedded one. */
  mongodbUri: string | null;
  /** Whether S3_BUCKET names a real bucket; false starts the embedded store. */
  hasOwnS3: boolean;
  /** The environment to build the services' configuration on, without what is empty: that counts as missing. */
  env: NodeJS.ProcessEnv;
}

/**
 * Reads the environment of `npm start`.
 * @throws ConfigError
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): LocalConfig {
  const schema = z
    .object({
      PORT: wholeNumber(0, LAST_PORT).default(4000),
      CLOAKROOM_DATA: z.string().default('.cloakroom'),
      MONGODB_URI: z.string().optional(),
      S3_BUCKET: z.string().optional(),
    })
    .transform((read) => ({
      port: read.PORT,
      dataFolder: read.CLOAKROOM_DATA,
      mongodbUri: read.MONGODB_URI ?? null,
      hasOwnS3: read.S3_BUCKET !== undefined,
      env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
    }));
  return parseConfig(schema, env);
}

/**
 * The AWS SDK announces on every start when its future versions will stop running on this Node. Operators should read
 * that; somebody trying Cloakroom on a laptop gets the version the lock file names either way.
 */
export function silenceSdkAnnouncement(env: NodeJS.ProcessEnv = process.env): void {
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}
