import { type ChannelId, readableDigest, splitChannelId } from '../domain/ids.ts';
import { type NoticeKey, noticeIdOf, type PlannedNotice } from '../domain/notice.ts';
import { rehearsedAddress } from '../pipeline/targets/rehearsal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

/** A report to those who run the service is worth something for a day. */
const WORTH_HOURS = 24;
/** The same sentence is not said again within this time, … */
const SILENCE_MINUTES = 60;
/** … nor within the same hour by a service that was started again meanwhile: the notice's key holds the hour. */
const SLOT_MS = SILENCE_MINUTES * 60_000;

export interface OperatorNotes {
  /** Rejects where the store does not take it; the log has the sentence all the same. */
  tell(text: string): Promise<void>;
}

/** Tells the operators, through the outbox like everything else. Without configured operators the log alone has it. */
export function createOperatorNotes(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly channels: () => readonly ChannelId[];
}): OperatorNotes {
  const { store, clock, log } = options;
  const said = new Map<string, Temporal.Instant>();
  return {
    async tell(text) {
      const now = clock.now();
      for (const [old, at] of said) {
        if (Temporal.Instant.compare(at.add({ minutes: SILENCE_MINUTES }), now) <= 0) said.delete(old);
      }
      if (said.has(text)) return;
      log.warn('operators are told', { text });
      const channels = options.channels();
      if (channels.length > 0) {
        await store.transaction((tx) =>
          tx.outbox.plan(
            channels.map((channel) => noteTo(channel, text, now)),
            now,
          ),
        );
      }
      said.set(text, now);
    },
  };
}

function noteTo(channel: ChannelId, text: string, now: Temporal.Instant): PlannedNotice {
  const slot = Math.floor(now.epochMilliseconds / SLOT_MS);
  const key: NoticeKey = { kind: 'note', request: `operators ${slot} ${readableDigest(text, 12)}`, channel };
  const rehearses = rehearsedAddress(channel);
  return {
    id: noticeIdOf(key),
    key,
    kind: 'note',
    lane: splitChannelId(channel).lane,
    channel,
    due: now,
    expires: now.add({ hours: WORTH_HOURS }),
    detail: { text, ...(rehearses === undefined ? {} : { rehearses }) },
  };
}
