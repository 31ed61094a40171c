import type { Card } from '../../../src/domain/card.ts';
import type { ChannelId } from '../../../src/domain/ids.ts';
import type { Actor, Desk } from '../../../src/ports/desk.ts';
import type { ChannelEvents } from '../../../src/ports/platform-service.ts';
import type { KnownChannel } from '../../../src/ports/store/directory.ts';

type Wish = Parameters<Desk['handle']>[0];

function cardSaying(text: string): Card {
  return { kind: 'reply', summary: text, blocks: [{ type: 'paragraph', inlines: [{ type: 'text', text }] }] };
}

/** A desk that writes down what it is asked, and answers with the number of the wish. */
export class DeskBook implements Desk {
  readonly asked: { readonly wish: Wish; readonly actor: Actor }[] = [];
  /** What the desk waits for before it answers. */
  patience: Promise<void> = Promise.resolve();
  fails = false;

  async handle(wish: Wish, actor: Actor): Promise<{ card: Card }> {
    this.asked.push({ wish, actor });
    const number = this.asked.length;
    await this.patience;
    if (this.fails) throw new Error('the store is away');
    return { card: cardSaying(`Answer ${number}`) };
  }
}

/** What a platform told of its channels. */
export class EventsBook implements ChannelEvents {
  readonly told: (
    | { readonly type: 'seen'; readonly channel: KnownChannel }
    | { readonly type: 'lost'; readonly channel: ChannelId; readonly reason: string; readonly mend: string }
  )[] = [];
  readonly #waiting: { readonly count: number; readonly done: () => void }[] = [];

  seen(channel: KnownChannel): Promise<void> {
    return this.#tell({ type: 'seen', channel });
  }

  lost(channel: ChannelId, reason: string, mend: string): Promise<void> {
    return this.#tell({ type: 'lost', channel, reason, mend });
  }

  /** Resolves when so many things were told, ever. */
  toldOf(count: number): Promise<void> {
    if (this.told.length >= count) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ count, done }));
  }

  #tell(news: EventsBook['told'][number]): Promise<void> {
    this.told.push(news);
    for (const waiting of this.#waiting) if (waiting.count <= this.told.length) waiting.done();
    return Promise.resolve();
  }
}
