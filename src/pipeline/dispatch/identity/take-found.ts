import type { LaneId, NoticeId, SeminarId } from '../../../domain/ids.ts';
import { materialOf } from '../../../domain/material.ts';
import { type Notice, opaqueKeyOf, type PlannedNotice } from '../../../domain/notice.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { FoundPost, KnownLane } from '../../../ports/store/lane-book.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { planSeminar } from '../../plan/plan-seminar.ts';
import { replan } from '../../plan/replan.ts';
import { withClosedDays } from '../../review/confirmed-days.ts';
import { WORDS } from '../ledger-words.ts';
import type { DispatcherOptions } from '../options.ts';
import { recordArrival } from '../settle/arrival.ts';
import { SettleGroup } from '../settle/settle-group.ts';

/** A start that moved more often than this after people were reminded is not known of. */
const EPOCHS = 8;
/** A reminder goes out when it is due or later; clocks may be so far apart. */
const EARLY = { minutes: 2 };

interface Match {
  readonly notice: PlannedNotice;
  readonly post: FoundPost;
}

/**
 * Posts of an earlier store that were found in the lane become those of these seminars' notices, by key: keys are derived
 * from the records, so they agree. What a post shows is not known, so that an edit brings it up to date; what was last
 * said there is taken to be what holds now. Returns the notices that need not be sent any more.
 */
export function takeFound(
  { store, clock, policy, routes }: DispatcherOptions,
  lane: KnownLane,
  ids: readonly SeminarId[],
): Promise<ReadonlySet<NoticeId>> {
  const now = clock.now();
  return store.transaction(async (tx) => {
    const context = { routes: routes(), policy: await withClosedDays(tx, policy) };
    const group = new SettleGroup(tx);
    const taken = new Set<NoticeId>();
    for (const seminar of await tx.seminars.many(ids)) {
      const candidates = candidatesOf(seminar, lane.id, context, now);
      const byKey = new Map(candidates.map((one) => [opaqueKeyOf(one.id, lane.installation), one]));
      const found = await tx.laneBook.found(lane.id, [...byKey.keys()]);
      const matches = found.flatMap((post): Match[] => {
        const notice = byKey.get(post.key);
        return notice?.channel === post.channel ? [{ notice, post }] : [];
      });
      if (matches.length === 0) continue;
      const epoch = epochOf(seminar, matches);
      const known = epoch > seminar.epoch ? { ...seminar, epoch } : seminar;
      if (known !== seminar) await tx.seminars.put(known);
      for (const match of matches)
        if (await take(group, known, match, context, now)) taken.add(match.notice.id);
      for (const id of await supersedeCarried(tx, candidates, matches, now)) taken.add(id);
      await replan(tx, [{ seminar: known }], context, now);
      await tx.laneBook.dropFound(
        lane.id,
        matches.map(({ post }) => post.key),
      );
    }
    await group.finish(now);
    return taken;
  });
}

/** Whatever may have been sent of it in the lane, also before it was cancelled or lost its time, and before it moved. */
function candidatesOf(
  seminar: Seminar,
  lane: LaneId,
  { routes, policy }: PlanContext,
  now: Temporal.Instant,
): readonly PlannedNotice[] {
  const targets = routes.targetsFor(seminar);
  const start = seminar.start ?? now.add({ hours: 24 });
  return Array.from({ length: EPOCHS }, (_, i) =>
    planSeminar({
      seminar: { ...seminar, publication: 'published', status: 'scheduled', start, epoch: i + 1 },
      targets,
      reminders: [],
      posts: [],
      said: new Map(),
      orphaned: false,
      justChanged: false,
      policy,
      until: start.add({ hours: 24 }),
      dueBefore: () => undefined,
    }),
  )
    .flat()
    .filter((notice) => notice.lane === lane);
}

/** The epoch in which it is now: the latest that anybody was reminded in, or the next where that was of another time. */
function epochOf(seminar: Seminar, matches: readonly Match[]): number {
  const reminded = matches.flatMap(({ notice: { key, due }, post }) =>
    'epoch' in key
      ? [{ epoch: key.epoch, holds: Temporal.Instant.compare(post.postedAt.add(EARLY), due) >= 0 }]
      : [],
  );
  if (reminded.length === 0) return seminar.epoch;
  const latest = Math.max(...reminded.map(({ epoch }) => epoch));
  return reminded.some(({ epoch, holds }) => epoch === latest && holds) ? latest : latest + 1;
}

async function take(
  group: SettleGroup,
  seminar: Seminar,
  { notice, post }: Match,
  { routes }: PlanContext,
  now: Temporal.Instant,
): Promise<boolean> {
  const { tx } = group;
  await tx.outbox.plan([notice], now);
  const base = { notice: notice.id, from: OPEN, at: now, notBefore: null } as const;
  const done = await tx.outbox.step([{ ...base, to: 'sent', reason: WORDS.foundEarlier }]);
  if (!done.has(notice.id)) return false;
  if (!(await tx.posts.said(seminar.id, post.channel))) {
    // Far beyond any number that the lost store can have given: a change message of ours never has the key of one of its.
    const version = Math.floor(now.epochMilliseconds / 60_000);
    await tx.posts.putSaid(seminar.id, post.channel, { version, material: materialOf(seminar) });
  }
  const { id, lane, channel, kind } = notice;
  const { message, postedAt } = post;
  const standing = { id, lane, channel, kind, seminars: [seminar.id], message, postedAt };
  await recordArrival(group, standing, now, { now, routes });
  return true;
}

const OPEN = ['due', 'held', 'claimed'] satisfies Notice['state'][];

/** Where people were reminded and no announcement stands, the reminder had carried it: announcing comes too late. */
async function supersedeCarried(
  tx: StoreWriter,
  candidates: readonly PlannedNotice[],
  matches: readonly Match[],
  now: Temporal.Instant,
): Promise<ReadonlySet<NoticeId>> {
  const done = new Set<NoticeId>();
  for (const { notice } of matches.filter(({ notice: { kind } }) => kind === 'reminder')) {
    const { channel } = notice;
    const isHere = (other: PlannedNotice) => other.kind === 'announcement' && other.channel === channel;
    const announcement = candidates.find(isHere);
    if (!announcement || done.has(announcement.id) || matches.some((match) => isHere(match.notice))) continue;
    await tx.outbox.plan([announcement], now);
    const base = { notice: announcement.id, from: OPEN, at: now, supersededBy: notice.id } as const;
    await tx.outbox.step([{ ...base, to: 'superseded', reason: WORDS.reminderCarries }]);
    done.add(announcement.id);
  }
  return done;
}
