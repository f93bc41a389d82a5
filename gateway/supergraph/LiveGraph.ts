import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import { StartFault, type Log } from '../../platform/service';
import { watchText, type WatchedText } from './watchText';

/** All that the gateway makes of one supergraph. */
export interface Graph {
  /** `/graphql`. */
  readonly router: RequestHandler;
  /** Names of its subgraphs. */
  readonly names: readonly string[];
  /** Lets go of everything; called when no request is under way in it any more. */
  close(): Promise<void>;
}

/** What a live graph is made of. */
export interface LiveGraphOptions<G extends Graph> {
  /** SUPERGRAPH_PATH. */
  readonly path: string;
  /** Milliseconds between two looks at the file; 0 looks only when asked to. */
  readonly everyMs: number;
  /** Builds all of it from the text of a supergraph, in place of another. @throws when that cannot be served. */
  readonly build: (sdl: string, previous: G | null) => Promise<G>;
  readonly log: Log;
}

/**
 * The graph that is served, and its replacement when the file changes (docs/adr/supergraph-reload.md): the new one is
 * built whole beside the old one, requests that come from then on go to it, and the old one, with all that was parsed,
 * planned and compiled for it, goes when its last request has ended. A file that cannot be served is refused in the log,
 * and the old graph stays.
 */
export class LiveGraph<G extends Graph> {
  private readonly watched: WatchedText;
  private readonly retiring = new Set<Promise<void>>();

  private constructor(
    private inService: InService<G>,
    text: string,
    private readonly options: LiveGraphOptions<G>,
  ) {
    const { path, everyMs, log } = options;
    this.watched = watchText({ path, text, everyMs, onChange: (changed) => this.replace(changed) }, log);
  }

  /** @throws when the file cannot be read, or what is in it cannot be served. */
  static async start<G extends Graph>(options: LiveGraphOptions<G>): Promise<LiveGraph<G>> {
    try {
      const text = await readFile(options.path, 'utf8');
      return new LiveGraph(new InService(await options.build(text, null)), text, options);
    } catch (error) {
      // Of what is wrong with the file the stack says nothing.
      const isFault =
        error instanceof StartFault ||
        error instanceof GraphQLError ||
        (error instanceof Error && 'code' in error);
      throw isFault ? new StartFault(`SUPERGRAPH_PATH ${options.path}: ${error.message}`) : error;
    }
  }

  /** The graph for what comes now. What goes on for a while takes it by `hold`. */
  get current(): G {
    return this.inService.graph;
  }

  /** The same, kept from closing until `release` is called; more calls than one do nothing. */
  hold(): { graph: G; release: () => void } {
    const { inService } = this;
    return { graph: inService.graph, release: inService.enter() };
  }

  /** Answers /graphql. */
  readonly router: RequestHandler = (request, response, next) => {
    const { graph, release } = this.hold();
    response.once('close', release);
    graph.router(request, response, (error?: unknown) => {
      // What is not for /graphql may take an hour.
      release();
      next(error);
    });
  };

  /** Looks at the file now. Resolves when what is in it is served, or refused in the log. */
  async reload(): Promise<void> {
    await this.watched.look().catch((error: unknown) => this.refuse(error));
  }

  /** Lets go of everything; call it when no request is under way any more. */
  async close(): Promise<void> {
    await this.watched.stop();
    await this.inService.retire();
    await Promise.all(this.retiring);
  }

  private async replace(text: string): Promise<void> {
    const { build, log } = this.options;
    try {
      const old = this.inService;
      this.inService = new InService(await build(text, old.graph));
      const id = createHash('sha256').update(text).digest('hex').slice(0, 12);
      log.info({ supergraph: id, subgraphs: this.current.names }, 'a new supergraph is served');
      const retired = old
        .retire()
        .catch((error: unknown) => log.error({ err: error }, 'the previous supergraph did not close'))
        .finally(() => this.retiring.delete(retired));
      this.retiring.add(retired);
    } catch (error) {
      this.refuse(error);
    }
  }

  private refuse(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.options.log.error(
      { reason },
      'the changed supergraph is refused; the previous one stays in service',
    );
  }
}

/** Counts the requests that need a graph. */
class InService<G extends Graph> {
  private underWay = 0;
  private whenIdle: (() => void) | null = null;

  constructor(readonly graph: G) {}

  enter(): () => void {
    let isInside = true;
    this.underWay += 1;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.underWay -= 1;
      if (this.underWay === 0) this.whenIdle?.();
    };
  }

  /** Closes the graph once the last request that needs it has ended. */
  async retire(): Promise<void> {
    if (this.underWay > 0) {
      await new Promise<void>((resolve) => {
        this.whenIdle = resolve;
      });
    }
    await this.graph.close();
  }
}
