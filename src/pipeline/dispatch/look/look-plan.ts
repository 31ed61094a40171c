import type { ChannelId, InstallationId, MessageId } from '../../../domain/ids.ts';
import { type Notice, opaqueKeyOf } from '../../../domain/notice.ts';
import type { FindQuery } from '../../../ports/chat-platform.ts';
import type { StoreReader } from '../../../ports/store.ts';

/** One look: everything of one channel, or of one thread, of which nobody knows whether it arrived. */
export interface Look {
  readonly channel: ChannelId;
  readonly thread?: MessageId;
  readonly notices: readonly Notice[];
}

/** Our clock and the platform's may be this far apart, either way. */
const APART = { hours: 2 };
/** Where our clock is seen to have been put back, nothing is known of when it was right. */
const CONFUSED = { hours: 48 };
/** A message is never later than the look, whatever our clock says. */
const AHEAD = { hours: 24 };

/** Groups what is unknown so that one look serves all of a channel. The group that ripened first comes first. */
export async function planLooks(
  notices: readonly Notice[],
  read: StoreReader,
  ripeMs: (notice: Notice) => number,
): Promise<readonly Look[]> {
  const groups = new Map<string, { look: Look; notices: Notice[] }>();
  const ordered = [...notices].sort((a, b) => ripeMs(a) - ripeMs(b));
  for (const notice of ordered) {
    const thread = (await read.posts.get(notice.id))?.thread;
    const name = `${notice.channel} ${thread ?? ''}`;
    const group = groups.get(name) ?? {
      look: { channel: notice.channel, notices: [], ...(thread ? { thread } : {}) },
      notices: [],
    };
    group.notices.push(notice);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ look, notices: found }) => ({ ...look, notices: found }));
}

/** What to ask the platform: from before the first attempt of any of them until now. */
export async function queryOf(
  look: Look,
  read: StoreReader,
  installation: InstallationId,
  now: Temporal.Instant,
): Promise<FindQuery> {
  const begun = await Promise.all(look.notices.map((notice) => firstBegun(notice, read)));
  const first = begun.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b), now);
  const wasAhead = begun.some((at) => Temporal.Instant.compare(at, now) > 0);
  return {
    channel: look.channel,
    ...(look.thread ? { thread: look.thread } : {}),
    keys: look.notices.map((notice) => opaqueKeyOf(notice.id, installation)),
    from: first.subtract(wasAhead ? CONFUSED : APART),
    to: now.add(AHEAD),
  };
}

/** The ledger's first "being sent": later attempts may have failed for certain while that one had not. */
async function firstBegun(notice: Notice, read: StoreReader): Promise<Temporal.Instant> {
  const history = await read.outbox.history({ notice: notice.id });
  const instants = history.filter(({ state }) => state === 'sending').map(({ at }) => at);
  return instants.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b), instants[0] ?? notice.due);
}
