import type { NoticeId } from '../../../src/domain/ids.ts';
import { splitChannelId } from '../../../src/domain/ids.ts';
import {
  type DeliveryState,
  type Notice,
  type NoticeKey,
  noticeIdOf,
  opaqueKeyOf,
} from '../../../src/domain/notice.ts';
import type { Target } from '../../../src/domain/route.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { shows } from '../watcher.ts';
import type { Breach, Case, Excuse } from './verdict.ts';

/** What lost its use within this had no fair chance: one look for a message whose fate is unknown takes forty seconds. */
const FAIR_CHANCE_MS = 120_000;

export interface Losses {
  readonly breaches: readonly Breach[];
  readonly owed: number;
  readonly arrived: number;
  readonly excused: ReadonlyMap<Excuse, number>;
}

/**
 * What the records owe in the end, worked out anew from the records, their routes and the keys of the domain, against
 * what the platforms have. What was cancelled, removed or taken back owes nothing.
 */
export function findLosses(facts: Case): Losses {
  const arrivals = arrivedNotices(facts);
  const breaches: Breach[] = [];
  const excused = new Map<Excuse, number>();
  let owed = 0;
  let arrived = 0;
  for (const { plan, told, removed, retractedAt } of facts.talks) {
    const seminar = facts.seminars.get(plan.id);
    const last = told.at(-1);
    if (!removed && last && (!seminar || !shows(seminar, last))) {
      breaches.push({
        type: 'unread',
        text: 'the store does not hold the record as it is',
        seminar: plan.id,
        notices: [],
      });
      continue;
    }
    if (removed || retractedAt || !seminar || seminar.status !== 'scheduled') continue;
    for (const target of facts.routes.targetsFor(seminar)) {
      for (const key of keysOf(seminar, target)) {
        const id = noticeIdOf(key);
        owed += 1;
        if (arrivals.has(id)) arrived += 1;
        else {
          const excuse = excuseOf(id, arrivals, facts);
          if (excuse.type === 'excused') excused.set(excuse.why, (excused.get(excuse.why) ?? 0) + 1);
          else
            breaches.push({
              type: 'lost',
              text: excuse.why,
              seminar: seminar.id,
              channel: target.channel,
              notices: [id],
            });
        }
      }
    }
  }
  return { breaches: [...breaches, ...findOpen(facts)], owed, arrived, excused };
}

function keysOf(seminar: Seminar, target: Target): readonly NoticeKey[] {
  const { channel } = target;
  const timed = { seminar: seminar.id, epoch: seminar.epoch, channel } as const;
  return [
    { kind: 'announcement', seminar: seminar.id, channel },
    ...target.remind.map((offset) => ({ kind: 'reminder', offset: offset.text, ...timed }) as const),
    ...(target.startingNow ? [{ kind: 'startingNow', offset: 'now', ...timed } as const] : []),
  ];
}

/** Slack by the key that came with the message, Teams by the message that the store names and the platform has. */
function arrivedNotices({ exhibits, notices, store, posts }: Case): ReadonlySet<NoticeId> {
  const keys = new Set(exhibits.flatMap(({ key }) => (key === undefined ? [] : [key])));
  const messages = new Set(exhibits.flatMap(({ message }) => (message === undefined ? [] : [message])));
  return new Set(
    [...notices.keys()].filter((id) => {
      const message = posts.get(id)?.message;
      return (
        keys.has(opaqueKeyOf(id, store.installation)) || (message !== undefined && messages.has(message))
      );
    }),
  );
}

type Judgement =
  | { readonly type: 'excused'; readonly why: Excuse }
  | { readonly type: 'guilty'; readonly why: string };
const guilty = (why: string): Judgement => ({ type: 'guilty', why });

function excuseOf(id: NoticeId, arrivals: ReadonlySet<NoticeId>, facts: Case): Judgement {
  const notice = facts.notices.get(id);
  if (!notice) return guilty('it was never planned');
  switch (notice.state) {
    case 'superseded':
      return excuseSuperseded(notice, arrivals, facts);
    case 'skipped':
      return excuseSkipped(notice, facts);
    default:
      return guilty(`it is ${notice.state}: ${notice.reason ?? ''}`);
  }
}

/** What took its place must have arrived, or have a reason of its own. */
function excuseSuperseded(notice: Notice, arrivals: ReadonlySet<NoticeId>, facts: Case): Judgement {
  const by = notice.supersededBy && facts.notices.get(notice.supersededBy);
  if (!by) return guilty('it gave way to something that is not there');
  const why = EXCUSE_BY[by.kind];
  if (!why) return guilty(`it gave way to a ${by.kind}`);
  // A change that had become needless by then was told otherwise; that the newest message holds is judged by itself.
  if (arrivals.has(by.id) || (by.kind === 'change' && NEEDLESS.has(by.state))) {
    return { type: 'excused', why: notice.kind === 'announcement' ? 'carried by a reminder' : why };
  }
  const other = excuseOf(by.id, arrivals, facts);
  return other.type === 'excused' ? other : guilty(`it gave way to ${by.id}, of which: ${other.why}`);
}

const NEEDLESS: ReadonlySet<DeliveryState> = new Set(['withdrawn', 'skipped']);

const EXCUSE_BY: Partial<Record<Notice['kind'], Excuse>> = {
  reminder: 'superseded by a nearer reminder',
  change: 'told by a change message',
};

function excuseSkipped(notice: Notice, { history }: Case): Judgement {
  const lines = history.get(notice.id) ?? [];
  const before = lines.findLast(({ state }) => state !== 'skipped')?.state;
  if (before === 'unknown' && splitChannelId(notice.channel).platform === 'teams') {
    return { type: 'excused', why: 'not repeated: it may have arrived (Teams)' };
  }
  const since = Math.max(notice.due.epochMilliseconds, lines[0]?.at.epochMilliseconds ?? 0);
  const hadUse = notice.expires.epochMilliseconds - since;
  const isExpired = (lines.at(-1)?.at.epochMilliseconds ?? 0) >= notice.expires.epochMilliseconds - 10_000;
  return isExpired && hadUse < FAIR_CHANCE_MS
    ? { type: 'excused', why: 'lost its use within two minutes, in trouble' }
    : guilty(`it was skipped after ${Math.round(hadUse / 1_000)} s: ${notice.reason ?? ''}`);
}

/** In peace everything that is due comes to an end. */
function findOpen({ notices }: Case): readonly Breach[] {
  const now = Temporal.Now.instant();
  return [...notices.values()]
    .filter(
      ({ state, due }) =>
        state === 'claimed' ||
        state === 'sending' ||
        state === 'unknown' ||
        state === 'held' ||
        state === 'failed' ||
        (state === 'due' && Temporal.Instant.compare(due.add({ seconds: 5 }), now) < 0),
    )
    .map((notice) => ({
      type: 'unsettled',
      text: `it is ${notice.state}: ${notice.reason ?? ''}`,
      channel: notice.channel,
      notices: [notice.id],
      ...(notice.seminar ? { seminar: notice.seminar } : {}),
    }));
}
