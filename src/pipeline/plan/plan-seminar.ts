import { type ChannelId, type NoticeId, splitChannelId } from '../../domain/ids.ts';
import { type NoticeDetail, type NoticeKey, noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import { STARTING_MINUTES } from '../../domain/phase.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Post, Said } from '../../domain/post.ts';
import { type Retraction, retractionOn } from '../../domain/retraction.ts';
import type { AnnounceNeed, AnnounceRule, Offset, Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { parseOffset } from '../../domain/time/offset.ts';
import { dueInstant } from '../../domain/time/offset-instant.ts';
import type { PersonalReminder } from '../../ports/store/people.ts';
import { rehearsalChannel, rehearsedAddress } from '../targets/rehearsal.ts';
import { mayFallBefore } from './horizon.ts';
import { changeKey, planChange } from './plan-change.ts';
import { planEdits } from './plan-edits.ts';

export interface PlanInput {
  readonly seminar: Seminar;
  readonly targets: readonly Target[];
  readonly reminders: readonly PersonalReminder[];
  readonly posts: readonly Post[];
  /** What of it was taken back for good. */
  readonly retractions?: readonly Retraction[];
  readonly said: ReadonlyMap<ChannelId, Said>;
  /** No source has it any more: nothing new is said, what stands is kept true. */
  readonly orphaned: boolean;
  /** It changes in this very transaction, not in an earlier one. */
  readonly justChanged: boolean;
  readonly policy: Pick<Policy, 'mode' | 'workdays' | 'closed'>;
  /** Notices due from here on are not materialised yet (rule 5). */
  readonly until: Temporal.Instant;
  /** The due time that an announcement was planned with before: `immediately` means when it was first published. */
  readonly dueBefore: (id: NoticeId) => Temporal.Instant | undefined;
  /** Since when a change notice that was planned before has had something to tell. */
  readonly unsaidSince?: (id: NoticeId) => Temporal.Instant | undefined;
}

/**
 * Every notice that is owed about one seminar, in order of due. Pure: of the record, the routes and what was posted,
 * never of now (rule 2), so that planning twice gives the same. Each is due before it expires, and no key comes twice.
 */
export function planSeminar(input: PlanInput): readonly PlannedNotice[] {
  const { seminar, posts, justChanged } = input;
  if (seminar.publication === 'draft') return [];
  const owed = [...(input.orphaned ? [] : planSpeech(input)), ...planEdits(seminar, posts, justChanged)];
  const unique = new Map<NoticeId, PlannedNotice>();
  for (const notice of owed) {
    if (Temporal.Instant.compare(notice.due, notice.expires) >= 0) continue;
    if (Temporal.Instant.compare(notice.due, input.until) >= 0 || unique.has(notice.id)) continue;
    unique.set(notice.id, notice);
  }
  return [...unique.values()].toSorted(
    (a, b) => Temporal.Instant.compare(a.due, b.due) || (a.id < b.id ? -1 : 1),
  );
}

/**
 * What is said aloud. Only what is on can be announced and reminded of; what is off is said as a change. Nothing is said
 * where it was taken back, but of what was sent there by hand since then, changes are told.
 */
function planSpeech(input: PlanInput): readonly PlannedNotice[] {
  const { seminar, retractions = [] } = input;
  const isSilent = (channel: ChannelId): boolean =>
    retractionOn(retractions, seminar.id, channel) !== undefined;
  const changes = [...input.said].flatMap(([channel, said]) => {
    const since = retractionOn(retractions, seminar.id, channel)?.at;
    const isStanding = input.posts.some(
      (post) =>
        post.channel === channel &&
        post.removed === undefined &&
        (!since || Temporal.Instant.compare(post.postedAt, since) > 0),
    );
    const target = input.targets.find((candidate) => candidate.channel === channel);
    const unsaidSince = input.unsaidSince?.(noticeIdOf(changeKey(seminar.id, channel, said)));
    return isStanding ? planChange(seminar, channel, said, target, unsaidSince) : [];
  });
  const { start } = seminar;
  if (!start || seminar.status !== 'scheduled') return changes;
  const targets = input.targets.filter(({ channel }) => !isSilent(channel));
  const people = input.reminders.filter(
    ({ channel, standing }) => !isSilent(channel) && (standing !== 'guest' || seminar.audience === 'public'),
  );
  return [
    ...targets.flatMap((target) => [
      ...announcementOf(input, start, target),
      ...remindersOf(input, start, target.channel, target.remind),
      ...(target.startingNow ? [startingNowOf(seminar, start, target.channel)] : []),
    ]),
    ...people.flatMap((reminder) =>
      remindersOf(input, start, channelOfPerson(reminder, input.policy), [parseOffset(reminder.offset)]),
    ),
    ...changes,
  ];
}

function announcementOf(input: PlanInput, start: Temporal.Instant, target: Target): readonly PlannedNotice[] {
  const { seminar, policy } = input;
  const rule = target.announce;
  if (rule === 'never') return [];
  if (rule.when !== 'immediately' && !mayFallBefore(input.until, start, rule.when)) return [];
  const key = { kind: 'announcement', seminar: seminar.id, channel: target.channel } as const;
  const due = announcementDue(seminar, start, rule, policy, input.dueBefore(noticeIdOf(key)));
  return [plannedOf(key, seminar, due, start, waitOf(input, start, rule, due))];
}

/** `before`: what it was planned with last. `immediately` means when it was first published. */
export function announcementDue(
  seminar: Seminar,
  start: Temporal.Instant,
  { when }: AnnounceRule,
  policy: Pick<Policy, 'workdays' | 'closed'>,
  before: Temporal.Instant | undefined,
): Temporal.Instant {
  if (when === 'immediately') return before ?? seminar.changedAt;
  return dueInstant(start, seminar.timezone, when, policy);
}

/** What the announcement still lacks, and until when it waits for it: the due time itself stays nominal. */
function waitOf(
  { seminar, policy }: PlanInput,
  start: Temporal.Instant,
  rule: AnnounceRule,
  due: Temporal.Instant,
): NoticeDetail {
  const needs = rule.needs.filter((need) => !hasWhatIsNeeded(seminar, need));
  const waitsUntil = dueInstant(start, seminar.timezone, rule.latest, policy);
  if (needs.length === 0 || Temporal.Instant.compare(waitsUntil, due) <= 0) return {};
  return { needs, waitsUntil: waitsUntil.toString() };
}

function hasWhatIsNeeded(seminar: Seminar, need: AnnounceNeed): boolean {
  switch (need) {
    case 'title':
      return seminar.title !== undefined;
    case 'speakers':
      return seminar.speakers.length > 0;
    case 'abstract':
      return seminar.abstract !== undefined;
    case 'venue':
      return (
        seminar.venue.room !== undefined || seminar.venue.building !== undefined || !!seminar.venue.online
      );
  }
}

/** Offsets that meet in one instant collapse: the first by its text stays, whatever order they are written in. */
function remindersOf(
  { seminar, policy, until }: PlanInput,
  start: Temporal.Instant,
  channel: ChannelId,
  offsets: readonly Offset[],
): readonly PlannedNotice[] {
  const byInstant = new Map<number, PlannedNotice>();
  for (const offset of offsets.toSorted((a, b) => (a.text < b.text ? -1 : 1))) {
    if (!mayFallBefore(until, start, offset)) continue;
    const due = dueInstant(start, seminar.timezone, offset, policy);
    if (byInstant.has(due.epochMilliseconds)) continue;
    const key = {
      kind: 'reminder',
      seminar: seminar.id,
      epoch: seminar.epoch,
      offset: offset.text,
      channel,
    } as const;
    byInstant.set(due.epochMilliseconds, plannedOf(key, seminar, due, start, { offset: offset.text }));
  }
  return [...byInstant.values()];
}

function startingNowOf(seminar: Seminar, start: Temporal.Instant, channel: ChannelId): PlannedNotice {
  const key = {
    kind: 'startingNow',
    seminar: seminar.id,
    epoch: seminar.epoch,
    offset: 'now',
    channel,
  } as const;
  return plannedOf(key, seminar, start, start.add({ minutes: STARTING_MINUTES }), { offset: 'now' });
}

function channelOfPerson(reminder: PersonalReminder, policy: PlanInput['policy']): ChannelId {
  const isElsewhere = splitChannelId(reminder.channel).platform !== 'preview';
  return policy.mode === 'rehearsal' && isElsewhere ? rehearsalChannel(reminder.person) : reminder.channel;
}

type SpokenKey = Extract<NoticeKey, { kind: 'announcement' | 'reminder' | 'startingNow' }>;

function plannedOf(
  key: SpokenKey,
  seminar: Seminar,
  due: Temporal.Instant,
  expires: Temporal.Instant,
  detail: NoticeDetail,
): PlannedNotice {
  const rehearses = rehearsedAddress(key.channel);
  return {
    id: noticeIdOf(key),
    key,
    kind: key.kind,
    lane: splitChannelId(key.channel).lane,
    channel: key.channel,
    seminar: seminar.id,
    due,
    expires,
    detail: rehearses === undefined ? detail : { ...detail, rehearses },
  };
}
