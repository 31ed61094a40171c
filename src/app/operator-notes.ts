import { randomUUID } from 'node:crypto';
import { type ChannelId, splitChannelId } from '../domain/ids.ts';
import { type NoticeKey, noticeIdOf } from '../domain/notice.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

/** A report to those who run the service is worth something for a day. */
const WORTH_HOURS = 24;
/** The same sentence is not said again within this time. */
const SILENCE_MINUTES = 60;

/** Tells the operators, through the outbox like everything else. Without configured operators the log alone has it. */
export function createOperatorNotes(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly channels: () => readonly ChannelId[];
}): { tell(text: string): Promise<void> } {
  const { store, clock, log } = options;
  const said = new Map<string, Temporal.Instant>();
  return {
    async tell(text) {
      const now = clock.now();
      const before = said.get(text);
      if (before && Temporal.Instant.compare(before.add({ minutes: SILENCE_MINUTES }), now) > 0) return;
      said.set(text, now);
      log.warn('operators are told', { text });
      const channels = options.channels();
      if (channels.length === 0) return;
      const notes = channels.map((channel) => {
        const key: NoticeKey = { kind: 'note', request: randomUUID(), channel };
        return {
          id: noticeIdOf(key),
          key,
          kind: 'note' as const,
          lane: splitChannelId(channel).lane,
          channel,
          due: now,
          expires: now.add({ hours: WORTH_HOURS }),
          detail: { text },
        };
      });
      await store.transaction((tx) => tx.outbox.plan(notes, now));
    },
  };
}
