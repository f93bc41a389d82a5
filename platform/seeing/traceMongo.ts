import { openSpan, type OpenSpan } from './tracing';

/** What the driver of MongoDB tells of a command (its command monitoring specification). */
interface CommandEvent {
  readonly requestId: number;
  readonly commandName: string;
  readonly databaseName?: string;
  readonly command?: Readonly<Record<string, unknown>>;
  readonly failure?: unknown;
}

/** As much of a MongoClient as is needed here. */
interface MonitoredClient {
  on(name: string, listener: (event: CommandEvent) => void): unknown;
}

/**
 * Makes a span of each command of a MongoClient with `monitorCommands`, named by the command and its collection; never
 * with what it looks for or writes. By hand, as the instrumentation package must be loaded before the driver.
 */
export function traceMongo(client: MonitoredClient): void {
  const open = new Map<number, OpenSpan>();
  const end = ({ requestId, failure }: CommandEvent) => {
    open.get(requestId)?.end(failure);
    open.delete(requestId);
  };
  client.on('commandStarted', ({ requestId, commandName, databaseName, command }) => {
    const collection = command?.[commandName];
    const target = typeof collection === 'string' ? ` ${collection}` : '';
    const span = openSpan(`mongodb ${commandName}${target}`, {
      'db.system.name': 'mongodb',
      'db.operation.name': commandName,
      'db.namespace': databaseName,
      'db.collection.name': typeof collection === 'string' ? collection : undefined,
    });
    if (span !== undefined) open.set(requestId, span);
  });
  client.on('commandSucceeded', end);
  client.on('commandFailed', end);
}
