import type { Encodable } from '../bson/encode';
import type { Doc } from '../bson/values';
import type { Server } from '../Server';
import type { Arguments } from './Arguments';

/** What a command works with. */
export interface CommandContext {
  readonly server: Server;
  /** The database the command is for. */
  readonly db: string;
  /** The whole command. */
  readonly command: Doc;
  readonly args: Arguments;
  /** Number of the connection it came on, from 1. */
  readonly connectionId: number;
  /** Address of the client, as host and port. */
  readonly client: string;
}

/** A reply without its `ok`. */
export type Reply = { readonly [field: string]: Encodable };

/** Runs a command; throws MongoError for what the client is to be told. */
export type Command = (context: CommandContext) => Reply | Promise<Reply>;

/** Commands by name. */
export type CommandTable = Readonly<Record<string, Command>>;
