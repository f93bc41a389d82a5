import os from 'node:os';
import { MongoError } from '../errors';
import { maxDocumentBytes } from '../storage/Records';
import { maxMessageBytes } from '../protocol/message';
import type { Command, CommandTable } from './command';

/** The version whose behaviour is followed; wire version 21 is that of 7.0. */
export const serverVersion = { text: '7.0.0', numbers: [7, 0, 0, 0], wire: 21 } as const;

const hello: Command = ({ command, server, connectionId }) => {
  const [name] = command.keys();
  const flag = name === 'hello' ? { isWritablePrimary: true } : { ismaster: true };
  return {
    ...flag,
    helloOk: true,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(server.clock()),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: serverVersion.wire,
    readOnly: false,
  };
};

const buildInfo: Command = () => ({
  version: serverVersion.text,
  gitVersion: 'embedded',
  modules: [],
  allocator: 'system',
  javascriptEngine: 'none',
  sysInfo: 'deprecated',
  versionArray: serverVersion.numbers,
  bits: 64,
  debug: false,
  maxBsonObjectSize: maxDocumentBytes,
  storageEngines: ['lmdb'],
});

/** What a driver asks before it works, and what a shell asks to show where it is. */
export const handshakeCommands: CommandTable = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: () => ({}),
  buildInfo,
  buildinfo: buildInfo,
  whatsmyuri: ({ client }) => ({ you: client }),
  connectionStatus: () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] },
  }),
  saslStart: () => {
    throw new MongoError(
      'AuthenticationFailed',
      'Authentication is not available: connect without a user name.',
    );
  },
  hostInfo: ({ server }) => ({
    system: {
      currentTime: new Date(server.clock()),
      hostname: os.hostname(),
      cpuAddrSize: 64,
      memSizeMB: Math.round(os.totalmem() / 2 ** 20),
      numCores: os.cpus().length,
      cpuArch: os.arch(),
    },
    os: { type: os.type(), name: os.platform(), version: os.release() },
    extra: {},
  }),
};
