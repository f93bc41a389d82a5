import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder with `schema/` in it, and in dist/ with all that was built: the project's own for sources, dist/ for what
 * was bundled from them, where nothing tells any more in which folder a module was.
 */
export const INSTALL_FOLDER = findAbove(__dirname);

function findAbove(folder: string): string {
  if (existsSync(join(folder, 'schema', 'auth.graphql'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('schema/auth.graphql is missing: npm run build puts it into dist/');
  return findAbove(above);
}
