import { randomUUID } from 'node:crypto';
import { Binary } from '../bson/values';
import type { Command, CommandTable } from './command';

const nothing: Command = () => ({});

/** Sessions carry no state here: without transactions and retryable writes there is nothing to remember. */
export const sessionCommands: CommandTable = {
  startSession: () => ({
    id: { id: new Binary(4, Buffer.from(randomUUID().replaceAll('-', ''), 'hex')) },
    timeoutMinutes: 30,
  }),
  endSessions: nothing,
  refreshSessions: nothing,
  killSessions: nothing,
  killAllSessions: nothing,
};
