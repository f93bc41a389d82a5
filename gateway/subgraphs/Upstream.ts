import * as http from 'node:http';
import * as https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { Pool } from 'undici';
import { GATEWAY_PASS_HEADER } from '../../platform/identity';
import type { Cancellation, InProcessDoor, Turns } from '../../platform/service';
import { Exchange, type Reply } from './Exchange';
import { InProcess } from './InProcess';

/** A service behind the gateway. */
export interface Service {
  /** Its name in the supergraph, for the log. */
  readonly name: string;
  /** Its base URL. */
  readonly url: URL;
  /** How much that changes something may be under way there; any amount when it is left out. */
  readonly changes?: Turns;
}

/** One request with a short answer. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the service's base URL, e.g. `/graphql`; may be empty. */
  readonly path: string;
  /** Names and values in turns. */
  readonly headers: readonly string[];
  readonly body?: string;
  /** Milliseconds until the whole answer must be there. */
  readonly deadlineMs: number;
  /** Ends the call when the client is gone. */
  readonly signal?: Cancellation;
  /** The longest answer that is read. */
  readonly maxBytes: number;
  /**
   * Whether the request may be sent once more when its connection breaks before the answer begins. A service that
   * restarts closes its idle connections, and a request can be on its way at that moment.
   */
  readonly mayRepeat: boolean;
}

/** Services that run in the same process, by the origin of their URL. */
export type InProcessDoors = ReadonlyMap<string, InProcessDoor>;

/** A connection that is not used is closed after this, unless the service says how long it keeps them. */
const KEEP_ALIVE_MS = 4_000;

/** How to reach a service. */
interface Place {
  readonly pool: Pool | InProcess;
  readonly isRoot: boolean;
  readonly hasCredentials: boolean;
}

/**
 * Sends requests to the services over kept connections, always with the gateway's pass. Exactly the given headers are
 * sent, redirects are never followed, and bodies stay as they are.
 */
export class Upstream {
  private readonly pools = new Map<string, Pool | InProcess>();
  private readonly places = new WeakMap<URL, Place>();
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true, scheduling: 'lifo' }),
    'https:': new https.Agent({ keepAlive: true, scheduling: 'lifo' }),
  };

  /** `pass` makes the gateway's pass; null sends none. Calls to an origin that `doors` has stay in the process. */
  constructor(
    private readonly pass: (() => string) | null,
    private readonly doors: InProcessDoors = new Map(),
  ) {}

  /** Opens a stream; the caller sends the body and reads the answer. */
  open(
    { url }: Service,
    { method, path, headers }: { method: string; path: string; headers: Readonly<Record<string, string>> },
  ): http.ClientRequest {
    const isSecure = url.protocol === 'https:';
    return (isSecure ? https : http).request({
      ...urlToHttpOptions(url),
      path: pathOf(url, path),
      method,
      headers: this.withPass(headers),
      agent: this.agents[isSecure ? 'https:' : 'http:'],
    });
  }

  /**
   * Sends a request and reads the whole answer.
   * @throws AppError TIMEOUT after the deadline, SERVICE_UNAVAILABLE when there is no whole answer; with the cause.
   */
  call({ url }: Service, { method, path, headers, body, ...limits }: Call): Promise<Reply> {
    const place = this.placeOf(url);
    return Exchange.run(place.pool, {
      request: {
        path: place.isRoot && path !== '' ? path : pathOf(url, path),
        method,
        headers: this.listHeaders(place.hasCredentials ? withCredentials(url, headers) : headers),
        body: body ?? null,
        // A timer of undici's for each of these would come on top of the deadline for both.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      ...limits,
      signal: limits.signal,
    });
  }

  /** Closes the kept connections. */
  async close(): Promise<void> {
    for (const agent of Object.values(this.agents)) agent.destroy();
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  private listHeaders(headers: readonly string[]): string[] {
    return this.pass === null ? [...headers] : [...headers, GATEWAY_PASS_HEADER, this.pass()];
  }

  private withPass(headers: Readonly<Record<string, string>>): Record<string, string> {
    return this.pass === null ? { ...headers } : { ...headers, [GATEWAY_PASS_HEADER]: this.pass() };
  }

  /** What a URL says is worked out by its getters each time they are asked. */
  private placeOf(url: URL): Place {
    let place = this.places.get(url);
    if (place === undefined) {
      place = {
        pool: this.poolOf(url),
        isRoot: url.pathname === '/',
        hasCredentials: url.username !== '' || url.password !== '',
      };
      this.places.set(url, place);
    }
    return place;
  }

  private poolOf({ origin, host }: URL): Pool | InProcess {
    let pool = this.pools.get(origin);
    if (pool === undefined) {
      const door = this.doors.get(origin);
      pool =
        door !== undefined
          ? new InProcess(door, host)
          : new Pool(origin, {
              // As many as calls: how many these may be is for the Gate, where one too many is refused rather than late.
              connections: null,
              pipelining: 1,
              keepAliveTimeout: KEEP_ALIVE_MS,
            });
      this.pools.set(origin, pool);
    }
    return pool;
  }
}

function pathOf(url: URL, path: string): string {
  return url.pathname === '/' && path !== '' ? path : url.pathname + url.search + path;
}

/** A name and a password in a service's URL are sent as node:http does: where nobody else has proved anything. */
function withCredentials({ username, password }: URL, headers: readonly string[]): readonly string[] {
  if (headers.some((name, index) => index % 2 === 0 && name === 'authorization')) return headers;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return [...headers, 'authorization', `Basic ${Buffer.from(credentials).toString('base64')}`];
}
