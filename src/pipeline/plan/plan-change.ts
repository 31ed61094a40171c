import { type ChannelId, type SeminarId, splitChannelId } from '../../domain/ids.ts';
import { differencesOf, materialOf } from '../../domain/material.ts';
import { type Notice, noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Material, Said } from '../../domain/post.ts';
import type { Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { rehearsedAddress } from '../targets/rehearsal.ts';

/**
 * A burst of edits settles before it is spoken of. Each further edit starts the wait anew, but nothing waits longer than
 * `most` after the first edit that is unsaid: a source that never rests would silence every change. In the last hour ten
 * seconds are the most (rule 13).
 */
const PATIENT = { settles: 60, most: 300 };
const HURRIED = { settles: 10, most: 10 };
const LAST_HOUR = { hours: 1 };
/** From a day before the start on, a new room, link or title is said where everybody sees it. */
const NEAR = { hours: 24 };
/** For a talk whose end nobody knows. */
const USUAL_LENGTH = { hours: 1 };

/**
 * The change notice of one channel (rule 13): owed while what was said there last differs from the record. Keyed by the
 * saying, so that a change that is changed again is one notice, and one that is taken back is none. `target` is absent
 * where no route leads there any more; whoever was told is told what holds. `unsaidSince`: see `unsaidSinceOf`; absent
 * where nothing was unsaid before the latest edit.
 */
export function planChange(
  seminar: Seminar,
  channel: ChannelId,
  said: Said,
  target: Target | undefined,
  unsaidSince: Temporal.Instant = seminar.changedAt,
): readonly PlannedNotice[] {
  if (target?.changes === 'silent') return [];
  // Once people know that it is off, nothing else about it is news.
  if (seminar.status !== 'scheduled' && said.material.status === seminar.status) return [];
  const present = materialOf(seminar);
  const differences = differencesOf(said.material, present).filter(
    (field) => field !== 'link' || target?.joinLink !== 'never',
  );
  const times = timesOf(seminar, said.material);
  if (differences.length === 0 || times.length === 0) return [];
  const key = changeKey(seminar.id, channel, said);
  const rehearses = rehearsedAddress(channel);
  const detail = {
    place: placeOf(seminar, said.material, differences, target),
    unsaidSince: unsaidSince.toString(),
    ...(rehearses === undefined ? {} : { rehearses }),
  };
  return [
    {
      id: noticeIdOf(key),
      key,
      kind: 'change',
      lane: splitChannelId(channel).lane,
      channel,
      seminar: seminar.id,
      due: dueOf(seminar, unsaidSince, differences, times),
      expires: latestOf(times.map((time) => time.end)),
      detail,
    },
  ];
}

/** One saying, one key. */
export function changeKey(seminar: SeminarId, channel: ChannelId, said: Pick<Said, 'version'>) {
  return { kind: 'change', seminar, channel, said: said.version } as const;
}

/**
 * Since when what the change notice tells is unsaid, by the notice as it was planned before. Undefined where it was not:
 * one that was withdrawn had nothing to tell any more, so the wait begins anew.
 */
export function unsaidSinceOf(planned: Notice | undefined): Temporal.Instant | undefined {
  const since = planned?.detail.unsaidSince;
  return since === undefined || planned?.state === 'withdrawn' ? undefined : Temporal.Instant.from(since);
}

interface Times {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** As people were told, and as it is now: both matter to somebody. */
function timesOf(seminar: Seminar, said: Material): readonly [Times, ...Times[]] | readonly [] {
  const end = endOf(seminar);
  const now = seminar.start && end ? { start: seminar.start, end } : undefined;
  const saidStart = said.start === undefined ? undefined : Temporal.Instant.from(said.start);
  const length = now ? now.start.until(now.end) : Temporal.Duration.from(USUAL_LENGTH);
  const before = saidStart && { start: saidStart, end: saidStart.add(length) };
  if (now) return before ? [now, before] : [now];
  return before ? [before] : [];
}

function dueOf(
  seminar: Seminar,
  unsaidSince: Temporal.Instant,
  differences: readonly string[],
  times: readonly Times[],
): Temporal.Instant {
  const { changedAt } = seminar;
  if (differences.includes('status')) return changedAt;
  const { settles, most } = waitOf(seminar, times);
  const settled = changedAt.add({ seconds: settles });
  const last = unsaidSince.add({ seconds: most });
  return Temporal.Instant.compare(settled, last) <= 0 ? settled : last;
}

function waitOf(seminar: Seminar, times: readonly Times[]): typeof PATIENT {
  const hurries = times.some(
    ({ start, end }) =>
      Temporal.Instant.compare(seminar.changedAt, start.subtract(LAST_HOUR)) >= 0 &&
      Temporal.Instant.compare(seminar.changedAt, end) < 0,
  );
  return hurries ? HURRIED : PATIENT;
}

function placeOf(
  seminar: Seminar,
  said: Material,
  differences: readonly string[],
  target: Target | undefined,
): 'channel' | 'thread' {
  const rule = target?.changes ?? 'auto';
  if (rule === 'channel' || rule === 'thread') return rule;
  if (differences.includes('status') || differences.includes('start')) return 'channel';
  const { start } = seminar;
  const isNear = start && Temporal.Instant.compare(seminar.changedAt, start.subtract(NEAR)) >= 0;
  const hasTitleAtLast = differences.includes('title') && said.title === undefined;
  const isUrgent = differences.includes('place') || differences.includes('link') || hasTitleAtLast;
  return isNear && isUrgent ? 'channel' : 'thread';
}

function latestOf(instants: readonly Temporal.Instant[]): Temporal.Instant {
  return instants.reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));
}
