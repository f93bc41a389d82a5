import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StartFault } from '../../platform/service';

const secretsSchema = z.object({
  passwordPepper: z.string().min(32),
  serviceSecret: z.string().min(32),
  s3AccessKeyId: z.string().min(16),
  s3SecretAccessKey: z.string().min(32),
});

/** What local mode makes up on first start and keeps: without them yesterday's accounts could not sign in. */
export type LocalSecrets = z.infer<typeof secretsSchema>;

/**
 * Reads the secrets of a data folder, or makes them when it is new.
 * @throws StartFault when there can be no such folder, and when the file is there but damaged: making new ones would lock
 *   everybody out of the data beside it.
 */
export function keepSecrets(dataFolder: string): LocalSecrets {
  const file = join(dataFolder, 'secrets.json');
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const kept = readIfThere(file);
    return kept === null ? makeSecrets(file) : parseSecrets(kept, file);
  } catch (error) {
    if (error instanceof StartFault || !(error instanceof Error)) throw error;
    throw new StartFault(
      `The data folder ${dataFolder} cannot be used (${error.message}). Choose another one with CLOAKROOM_DATA.`,
      { cause: error },
    );
  }
}

function makeSecrets(file: string): LocalSecrets {
  const secrets: LocalSecrets = {
    passwordPepper: randomBytes(32).toString('base64'),
    serviceSecret: randomBytes(32).toString('base64'),
    s3AccessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    s3SecretAccessKey: randomBytes(30).toString('base64url'),
  };
  // Written whole under another name first: a crash in between must not leave half a file of secrets.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return secrets;
}

function parseSecrets(text: string, file: string): LocalSecrets {
  const parsed = secretsSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new StartFault(
    `${file} is damaged. Restore it, or delete the folder ${dirname(file)} to start with no data.`,
  );
}

/** JSON.parse quotes the text it could not read, and this text holds secrets. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
