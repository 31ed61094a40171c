import { channelIdOf } from '../../domain/ids.ts';
import type { ChannelEvents } from '../../ports/platform-service.ts';
import type { ChannelBook } from './channel-book.ts';
import type { SlackIdentity } from './identity.ts';

/** What Slack tells of channels, as the pipeline wants to know it. Native ids come in. */
export class ChannelNews {
  readonly #book: ChannelBook;
  readonly #identity: SlackIdentity;
  readonly #events: ChannelEvents;

  constructor(book: ChannelBook, identity: SlackIdentity, events: ChannelEvents) {
    this.#book = book;
    this.#identity = identity;
    this.#events = events;
  }

  /** Invited, renamed or unarchived: tell what the channel is now, if the bot is in it. */
  async changed(native: string): Promise<void> {
    this.#book.forget();
    const found = await this.#book.describe(native);
    if (found?.member) await this.#events.seen(found.channel);
  }

  removed(native: string): Promise<void> {
    const name = this.#book.nameOf(native);
    return this.#lose(
      native,
      `I was removed from ${name}`,
      `Type /invite @${this.#identity.botName} in ${name}, or route the seminars to another channel.`,
    );
  }

  archived(native: string): Promise<void> {
    const name = this.#book.nameOf(native);
    const bot = `@${this.#identity.botName}`;
    return this.#lose(
      native,
      `${name} was archived`,
      `Unarchive ${name} and type /invite ${bot} in it, or route the seminars to another channel.`,
    );
  }

  deleted(native: string): Promise<void> {
    const name = this.#book.nameOf(native);
    return this.#lose(native, `${name} was deleted`, 'Route the seminars to another channel.');
  }

  #lose(native: string, reason: string, mend: string): Promise<void> {
    this.#book.forget();
    return this.#events.lost(channelIdOf(this.#identity.lane, native), reason, mend);
  }
}
