import type { Encodable } from '../bson/encode';
import type { Doc } from '../bson/values';
import { MongoError } from '../errors';
import type { Server } from '../Server';
import { adminCommands } from './admin';
import { aggregateCommands } from './aggregate';
import { checkApiVersion } from './apiVersion';
import { Arguments } from './Arguments';
import { collModCommands } from './collMod';
import { collectionCommands } from './collections';
import type { Command, CommandContext, CommandTable } from './command';
import { explainCommands } from './explain';
import { findAndModifyCommands } from './findAndModify';
import { handshakeCommands } from './handshake';
import { indexCommands } from './indexes';
import { queryCommands } from './queries';
import { sessionCommands } from './sessions';
import { checkConcerns } from './concerns';
import { writeCommands } from './writes';

const commands: CommandTable = {
  ...adminCommands,
  ...aggregateCommands,
  ...collModCommands,
  ...collectionCommands,
  ...explainCommands,
  ...findAndModifyCommands,
  ...handshakeCommands,
  ...indexCommands,
  ...queryCommands,
  ...sessionCommands,
  ...writeCommands,
};

/** Runs a command and gives its whole reply; whatever fails becomes an error reply. */
export async function answerCommand(
  server: Server,
  command: Doc,
  connection: { id: number; client: string },
  log: (line: string) => void,
): Promise<Encodable> {
  try {
    const context = contextOf(server, command, connection);
    const reply = await commandOf(context)(context);
    return { ...reply, ok: 1 };
  } catch (error) {
    if (!(error instanceof MongoError)) {
      log(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    return errorReply(error);
  }
}

function contextOf(
  server: Server,
  command: Doc,
  { id, client }: { id: number; client: string },
): CommandContext {
  const [name = ''] = command.keys();
  const args = new Arguments(command, name);
  const db = args.string('$db');
  if (db === undefined) throw new MongoError(40571, 'OP_MSG requests require a $db argument');
  return { server, db, command, args, connectionId: id, client };
}

function commandOf(context: CommandContext): Command {
  const [name = ''] = context.command.keys();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
  checkApiVersion(context);
  checkConcerns(context);
  return command;
}

/** The reply that tells of an error. */
function errorReply(error: unknown): Encodable {
  const known = error instanceof MongoError ? error : internal(error);
  const { message, code, codeName, details } = known;
  return { ok: 0, errmsg: message, code, codeName, ...(details as Record<string, Encodable>) };
}

function internal(error: unknown): MongoError {
  return new MongoError('InternalError', error instanceof Error ? error.message : String(error));
}
