import { type ChannelId, readableDigest, splitChannelId } from '../domain/ids.ts';
import { type NoticeKey, noticeIdOf, type PlannedNotice } from '../domain/notice.ts';
import { rehearsedAddress } from '../pipeline/targets/rehearsal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store, StoreWriter } from '../ports/store.ts';

/** A report to those who run the service is worth something for a day. */
const WORTH_HOURS = 24;
/** The same sentence is not said again within this time, … */
const SILENCE_MINUTES = 60;
/** … nor by another process, or one that was started again meanwhile: the notice's key holds the hour. */
const SLOT_MS = SILENCE_MINUTES * 60_000;
/** What is said while the operators cannot be reached yet; the log has the rest. */
const MOST_WAITING = 20;

export interface OperatorNotes {
  /** Rejects where the store does not take it; the log has the sentence all the same. */
  tell(text: string): Promise<void>;
  /** Tells what was said before it was known where the operators are. */
  catchUp(): Promise<void>;
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
  /** Oldest first. */
  let waiting: readonly string[] = [];
  const plan = async (texts: readonly string[], now: Temporal.Instant): Promise<void> => {
    const channels = options.channels();
    if (channels.length === 0) {
      waiting = [...waiting, ...texts].slice(-MOST_WAITING);
      return;
    }
    await store.transaction(async (tx) => {
      const owed: PlannedNotice[] = [];
      for (const channel of channels) {
        for (const text of texts)
          if (!(await wasTold(tx, channel, text, now))) owed.push(noteTo(channel, text, now));
      }
      if (owed.length > 0) await tx.outbox.plan(owed, now);
    });
  };
  return {
    async catchUp() {
      if (waiting.length === 0 || options.channels().length === 0) return;
      const texts = waiting;
      await plan(texts, clock.now());
      waiting = waiting.filter((text) => !texts.includes(text));
    },
    async tell(text) {
      const now = clock.now();
      for (const [old, at] of said) {
        if (Temporal.Instant.compare(at.add({ minutes: SILENCE_MINUTES }), now) <= 0) said.delete(old);
      }
      if (said.has(text)) return;
      log.warn('operators are told', { text });
      await plan([text], now);
      said.set(text, now);
    },
  };
}

/** By another process, short of an hour ago: what the full hour lies between has two keys. */
async function wasTold(
  tx: StoreWriter,
  channel: ChannelId,
  text: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const since = now.subtract({ minutes: SILENCE_MINUTES });
  const before = await tx.outbox.get(noticeIdOf(keyOf(channel, text, since)));
  return before !== undefined && Temporal.Instant.compare(before.due, since) > 0;
}

function keyOf(channel: ChannelId, text: string, at: Temporal.Instant): NoticeKey {
  const slot = Math.floor(at.epochMilliseconds / SLOT_MS);
  return { kind: 'note', request: `operators ${slot} ${readableDigest(text, 12)}`, channel };
}

function noteTo(channel: ChannelId, text: string, now: Temporal.Instant): PlannedNotice {
  const key = keyOf(channel, text, now);
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
