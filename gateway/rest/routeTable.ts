import type { OwnName } from '../supergraph/subgraphUrls';

/** A REST route of a service, as the gateway passes it on. */
export interface Route {
  /** Of the path as the client sent it. Nothing is decoded or resolved, so no spelling reaches another route. */
  readonly path: RegExp;
  readonly methods: readonly string[];
  readonly service: OwnName;
  /** For the log, which must not hold ids that are as good as a secret. */
  readonly name: string;
  /** Whether the body may be a file, so that only idleness ends it. */
  readonly isStream?: boolean;
  /** Whether auth hashes a password for it. */
  readonly isSignIn?: boolean;
  /** In the units of a GraphQL operation's cost. */
  readonly cost: number;
}

/** As a mutation costs at least. */
const USUAL_COST = 10;
/** Hashing a password; as `@cost` says in the schema. */
const HASHING_COST = 110;

const ROUTES: readonly Route[] = [
  {
    path: /^\/register$/,
    methods: ['POST'],
    service: 'auth',
    name: '/register',
    cost: HASHING_COST,
    isSignIn: true,
  },
  {
    path: /^\/login$/,
    methods: ['POST'],
    service: 'auth',
    name: '/login',
    cost: HASHING_COST,
    isSignIn: true,
  },
  { path: /^\/refresh$/, methods: ['POST'], service: 'auth', name: '/refresh', cost: USUAL_COST },
  { path: /^\/logout$/, methods: ['POST'], service: 'auth', name: '/logout', cost: USUAL_COST },
  {
    path: /^\/\.well-known\/jwks\.json$/,
    methods: ['GET', 'HEAD'],
    service: 'auth',
    name: '/.well-known/jwks.json',
    cost: 1,
  },
  {
    path: /^\/upload$/,
    methods: ['POST'],
    service: 'files',
    name: '/upload',
    cost: USUAL_COST,
    isStream: true,
  },
  { path: /^\/events\/s3$/, methods: ['POST'], service: 'files', name: '/events/s3', cost: 1 },
  {
    path: /^\/file\/(?!\.{1,2}$)[\w.~-]{1,200}$/,
    methods: ['GET', 'HEAD', 'DELETE'],
    service: 'files',
    name: '/file/:id',
    cost: USUAL_COST,
  },
  // Opened by people who hold the link, in any browser; the token in it stays out of the log.
  {
    path: /^\/s\/[\w-]{1,100}$/,
    methods: ['GET', 'HEAD', 'POST'],
    service: 'files',
    name: '/s/:token',
    cost: USUAL_COST,
  },
];

/** The route that a request's URL asks for, as the client sent it. */
export function findRoute(url: string): Route | undefined {
  const [path = ''] = url.split('?', 1);
  return ROUTES.find((one) => one.path.test(path));
}
