import { readFile } from 'node:fs/promises';
import { repeat, type Log, type Repeated } from '../../platform/service';

/** A file that is looked at again and again. */
export interface WatchedText extends Repeated {
  /** Looks now, and waits for what comes of it. */
  look(): Promise<void>;
}

/** What is watched. */
export interface TextWatch {
  readonly path: string;
  /** What it held last. */
  readonly text: string;
  /** Milliseconds from one look to the next; 0 looks only when asked to. */
  readonly everyMs: number;
  /** Called with each new text, one call after the other; handles its own failures. */
  readonly onChange: (text: string) => Promise<void>;
}

/**
 * Watches what a file holds by reading it: that sees a file written in place, renamed over it or reached by another
 * symbolic link (as ConfigMaps are replaced), on every file system. A text counts once two looks in a row have seen it,
 * so that one that is still being written does not.
 */
export function watchText({ path, text, everyMs, onChange }: TextWatch, log: Log): WatchedText {
  let inUse = text;
  let seenLast = text;
  let looking: Promise<void> = Promise.resolve();
  const take = async (found: string): Promise<void> => {
    if (found === inUse) return;
    inUse = found;
    await onChange(found);
  };
  const oneByOne = (work: () => Promise<void>): Promise<void> => {
    const result = looking.then(work);
    // Whoever asked for the look learns of its failure.
    looking = result.catch(() => undefined);
    return result;
  };
  const repeated = repeat(
    {
      name: 'supergraph watch',
      everyMs: everyMs === 0 ? NEVER_MS : everyMs,
      run: () =>
        oneByOne(async () => {
          const found = await readFile(path, 'utf8');
          const isSettled = found === seenLast;
          seenLast = found;
          if (isSettled) await take(found);
        }),
    },
    log,
  );
  return {
    look: () =>
      oneByOne(async () => {
        seenLast = await readFile(path, 'utf8');
        await take(seenLast);
      }),
    async stop() {
      await repeated.stop();
      await looking;
    },
  };
}

/** The longest a timer can wait. */
const NEVER_MS = 2 ** 31 - 1;
