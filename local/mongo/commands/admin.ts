import { Doc } from '../bson/values';
import { MongoError } from '../errors';
import { recordRange } from '../storage/keyspace';
import type { Command, CommandTable } from './command';
import { serverVersion } from './handshake';

const serverStatus: Command = ({ server }) => {
  const uptime = Math.floor((server.clock() - server.startedAt) / 1000);
  const memory = process.memoryUsage();
  return {
    host: 'localhost',
    version: serverVersion.text,
    process: 'mongod',
    pid: BigInt(process.pid),
    uptime,
    uptimeMillis: BigInt(server.clock() - server.startedAt),
    localTime: new Date(server.clock()),
    mem: { bits: 64, resident: Math.round(memory.rss / 2 ** 20), virtual: 0, supported: true },
    metrics: { cursor: { open: { total: BigInt(server.cursors.size) } } },
    storageEngine: { name: 'lmdb', persistent: true, readOnly: false },
  };
};

const listDatabases: Command = ({ server, db, args }) => {
  if (db !== 'admin')
    throw new MongoError('Unauthorized', 'listDatabases may only be run against the admin database.');
  args.refuseOthers(['filter', 'nameOnly', 'authorizedDatabases']);
  const catalog = server.catalog.reading();
  const nameOnly = args.boolean('nameOnly');
  const all = catalog.databases().map((name) => ({ name, sizeOnDisk: 0n, empty: false }));
  const wanted = args.doc('filter');
  const name = wanted?.get('name');
  if (wanted !== undefined && (typeof name !== 'string' || wanted.size > 1) && wanted.size > 0) {
    throw new MongoError('BadValue', 'listDatabases takes only a filter on an exact name');
  }
  const databases = all.filter((entry) => typeof name !== 'string' || entry.name === name);
  if (nameOnly) return { databases: databases.map((entry) => ({ name: entry.name })) };
  return { databases, totalSize: 0n, totalSizeMb: 0n };
};

const parameters: Command = ({ command }) => {
  const [entry] = command;
  const wanted = entry?.[1];
  const all = { featureCompatibilityVersion: { version: '7.0' }, authenticationMechanisms: [] };
  const names = wanted === '*' ? Object.keys(all) : [...command.keys()].filter((name) => name in all);
  if (names.length === 0) throw new MongoError('InvalidOptions', 'no option found to get');
  return Object.fromEntries(names.map((name) => [name, all[name as keyof typeof all]]));
};

const dbStats: Command = ({ server, db }) => {
  const collections = server.catalog.reading().collectionsOf(db);
  const objects = collections.reduce((sum, { id }) => sum + server.store.count(recordRange(id)), 0);
  return {
    db,
    collections: collections.length,
    views: 0,
    objects,
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0),
  };
};

const startupWarning =
  'This is an embedded server for development and tests. It has no access control; do not use it in production.';

/** About the server and its databases. */
export const adminCommands: CommandTable = {
  serverStatus,
  listDatabases,
  getParameter: parameters,
  dbStats,
  dbstats: dbStats,
  getCmdLineOpts: () => ({ argv: ['mongod'], parsed: new Doc() }),
  getLog: ({ command }) => {
    const [entry] = command;
    if (entry?.[1] !== 'startupWarnings') return { totalLinesWritten: 0, log: [] };
    const line = JSON.stringify({
      t: { $date: new Date(0).toISOString() },
      s: 'W',
      c: 'CONTROL',
      id: 0,
      ctx: 'initandlisten',
      msg: startupWarning,
    });
    return { totalLinesWritten: 1, log: [line] };
  },
};
