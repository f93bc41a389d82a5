import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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
 * @throws when the file is there but damaged: making new ones would lock everybody out of the data beside it.
 */
export function keepSecrets(dataFolder: string): LocalSecrets {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, 'secrets.json');
  const kept = readIfThere(file);
  if (kept !== null) {
    const parsed = secretsSchema.safeParse(parseJson(kept));
    if (parsed.success) return parsed.data;
    throw new Error(
      `${file} is damaged. Restore it, or delete the folder ${dataFolder} to start with no data.`,
    );
  }
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
