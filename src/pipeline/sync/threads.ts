import type { SeminarId } from '../../domain/ids.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Which seminars messages and calendar events came to: of the store, and of the reading at hand as it goes on. */
export class Threads {
  readonly #seminars = new Map<string, Set<SeminarId>>();

  /** What the records refer to, of what is known. */
  static async load(read: Pick<StoreReader, 'readings'>, records: readonly SourceRecord[]): Promise<Threads> {
    const threads = new Threads();
    const messages = [...new Set(records.flatMap(messagesOf))];
    const events = [...new Set(records.flatMap(({ eventUid }) => eventUid ?? []))];
    if (messages.length + events.length === 0) return threads;
    for (const { messageId, eventUid, seminar } of await read.readings.named({ messages, events })) {
      threads.#add(messageId, seminar);
      threads.#add(eventKey(eventUid), seminar);
    }
    return threads;
  }

  note({ thread, eventUid }: SourceRecord, seminar: SeminarId): void {
    this.#add(thread?.messageId, seminar);
    this.#add(eventKey(eventUid), seminar);
  }

  /** Of the event; else of the message answered; else of those before it in the thread, the nearest that says any. */
  of(record: SourceRecord): readonly SeminarId[] {
    const { thread, eventUid } = record;
    const nearestFirst = [
      eventKey(eventUid),
      thread?.inReplyTo,
      ...(thread?.references ?? []).toReversed(),
    ].flatMap((name) => (name === undefined ? [] : [name]));
    for (const name of nearestFirst) {
      const found = this.#seminars.get(name);
      if (found) return [...found];
    }
    return [];
  }

  /** Every seminar that is named. */
  get all(): readonly SeminarId[] {
    return [...new Set([...this.#seminars.values()].flatMap((ids) => [...ids]))];
  }

  #add(name: string | undefined, seminar: SeminarId): void {
    if (name === undefined) return;
    const known = this.#seminars.get(name);
    if (known) known.add(seminar);
    else this.#seminars.set(name, new Set([seminar]));
  }
}

function messagesOf({ thread }: SourceRecord): readonly string[] {
  if (!thread) return [];
  const { messageId, inReplyTo, references = [] } = thread;
  return [messageId, inReplyTo, ...references].flatMap((id) => id ?? []);
}

/** Message ids stand in angle brackets: the two never meet. */
function eventKey(uid: string | undefined): string | undefined {
  return uid === undefined ? undefined : `event ${uid}`;
}
