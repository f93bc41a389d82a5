import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { StartFault } from '../../platform/service';

/** An operation that clients may name by its id. */
export interface ManifestOperation {
  readonly id: string;
  readonly name: string;
  /** Its text, with the fragments it uses. */
  readonly body: string;
}

const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string().min(1),
    }),
  ),
});

/**
 * Reads a manifest as @apollo/generate-persisted-query-manifest writes it.
 * @throws StartFault when there is none, or it is something else.
 */
export async function readManifest(path: string): Promise<readonly ManifestOperation[]> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8'))).operations;
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
        : error instanceof Error
          ? error.message
          : 'it cannot be read';
    throw new StartFault(`PERSISTED_MANIFEST_PATH ${path}: ${reason}`);
  }
}
