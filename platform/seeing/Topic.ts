import { channel, type Channel } from 'node:diagnostics_channel';

/**
 * Something that happens again and again, told over a channel of node:diagnostics_channel to whoever watches it. Telling
 * costs next to nothing while nobody does (docs/adr/seeing.md).
 */
export class Topic<Event> {
  private readonly channel: Channel;

  /** `name` is the channel's, for code of others that wants to watch as well. */
  constructor(name: string) {
    this.channel = channel(name);
  }

  /** Whether anybody watches; saves making an event that nobody sees. */
  get isWatched(): boolean {
    return this.channel.hasSubscribers;
  }

  /** Tells all who watch, at once. What they throw does not come back here: Node raises it as uncaught. */
  tell(event: Event): void {
    if (this.channel.hasSubscribers) this.channel.publish(event);
  }

  /** Calls back with each event until the function that this returns is called. */
  watch(onEvent: (event: Event) => void): () => void {
    const listener = (event: unknown) => onEvent(event as Event);
    this.channel.subscribe(listener);
    return () => {
      this.channel.unsubscribe(listener);
    };
  }
}
