import { type ChannelId, splitChannelId } from '../../domain/ids.ts';
import { differencesOf, materialOf } from '../../domain/material.ts';
import { noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Material, Said } from '../../domain/post.ts';
import type { Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { rehearsedAddress } from '../targets/rehearsal.ts';

/** A burst of edits settles before it is spoken of; each further edit starts the wait anew. */
const SETTLES_SECONDS = 60;
/** In the last hour nothing waits longer than ten seconds (rule 13). */
const HURRIED_SECONDS = 10;
const LAST_HOUR = { hours: 1 };
/** From a day before the start on, a new room, link or title is said where everybody sees it. */
const NEAR = { hours: 24 };
/** For a talk whose end nobody knows. */
const USUAL_LENGTH = { hours: 1 };

/**
 * The change notice of one channel (rule 13): owed while what was said there last differs from the record. Keyed by the
 * saying, so that a change that is changed again is one notice, and one that is taken back is none. `target` is absent
 * where no route leads there any more; whoever was told is told what holds.
 */
export function planChange(
  seminar: Seminar,
  channel: ChannelId,
  said: Said,
  target: Target | undefined,
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
  const key = { kind: 'change', seminar: seminar.id, channel, said: said.version } as const;
  const rehearses = rehearsedAddress(channel);
  const detail = {
    place: placeOf(seminar, said.material, differences, target),
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
      due: seminar.changedAt.add({ seconds: waitOf(seminar, differences, times) }),
      expires: latestOf(times.map((time) => time.end)),
      detail,
    },
  ];
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

function waitOf(seminar: Seminar, differences: readonly string[], times: readonly Times[]): number {
  if (differences.includes('status')) return 0;
  const hurries = times.some(
    ({ start, end }) =>
      Temporal.Instant.compare(seminar.changedAt, start.subtract(LAST_HOUR)) >= 0 &&
      Temporal.Instant.compare(seminar.changedAt, end) < 0,
  );
  return hurries ? HURRIED_SECONDS : SETTLES_SECONDS;
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
